//! THE table of commands. The handlers, the footer, the help, the palette, the printed list of keys and the user's
//! overrides come from it.

use crate::tui::keys::scope::Scope;

#[derive(Debug)]
pub struct Command {
    pub id: Cmd,
    /// For overrides and the palette.
    pub name: &'static str,
    pub scope: Scope,
    pub keys: &'static [&'static str],
    /// One word for the footer.
    pub label: &'static str,
    /// For the help: a sentence without a full stop.
    pub help: &'static str,
    /// More words for finding it in the palette.
    pub synonyms: &'static str,
    /// The rank in the footer, from 1; 0 for none.
    pub pinned: u8,
}

/// Passes the table to a macro. A row has the command, its name, scope, keys, footer word, footer rank, help, synonyms
/// and handler. The macro `handlers!` resolves the handler above the screens, so this file does not depend on them.
macro_rules! commands {
    ($emit:ident) => {
        $emit! {
            Down "down" Tabs ["j", "Down"] "down" 0: "go to the next row" "move" => Move(Motion::Down);
            Up "up" Tabs ["k", "Up"] "up" 0: "go to the previous row" "move" => Move(Motion::Up);
            PageDown "page-down" Tabs ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            PageUp "page-up" Tabs ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            First "first" Tabs ["g", "Home"] "first" 0: "go to the first row" "move top" => Move(Motion::First);
            Last "last" Tabs ["G", "End"] "last" 0: "go to the last row" "move bottom" => Move(Motion::Last);
            NextGroup "next-group" Tabs ["Tab"] "next group" 0: "go to the next group: a county, a day or a kind of reply" "county day move" => Move(Motion::NextGroup);
            PreviousGroup "previous-group" Tabs ["BackTab"] "previous group" 0: "go to the previous group: a county, a day or a kind of reply" "county day move" => Move(Motion::PreviousGroup);
            Open "open" Tabs ["Enter", "o"] "open" 10: "open the council, or fold the group" "drill detail view" => App(tabs::open);
            Find "find" Tabs ["/"] "find" 5: "find a council as you type" "search name" => App(filters::find);
            FilterCounty "county" Area ["c"] "county" 7: "show one county; c again for all" "filter area" => App(filters::pick_county);
            FilterShow "show" Tabs ["f"] "show" 8: "show only missed, silent, late, holding, confirmed …" "filter status" => App(filters::pick_show);
            FilterDistrict "district" Area ["d"] "district" 0: "show one district" "filter area" => App(filters::pick_district);
            FilterTeam "team" Area ["t"] "team" 0: "show one team" "filter snt" => App(filters::pick_team);
            FilterMissed "missed" Tabs ["!"] "missed" 9: "show the councils that missed the deadline, in their four groups" "filter late silent triage" => App(filters::toggle_missed);
            ClearFilters "clear-filters" Tabs ["Esc", "Backspace"] "clear filters" 0: "clear every filter; from the councils of a bar, go back to the report" "reset all" => App(filters::back_or_clear);
            ClearFirst "clear" Tabs ["Delete"] "clear" 0: "remove all tags; without tags, clear every filter" "untag reset" => App(filters::untag_or_clear);
            Views "views" Tabs ["v"] "views" 0: "open a saved view by its digit, or save the list as it is" "save filter start view" => App(list_views::pick);
            MyTeam "my-team" Area ["M"] "my team" 0: "show only the councils of my team; again for all" "snt own filter" => App(list_views::my_team);
            ChooseMyTeam "choose-my-team" Tabs [] "choose my team" 0: "choose which team is mine" "snt own" => App(list_views::choose_team);

            OpenTask "open-task" Today ["Enter", "o"] "open" 10: "go to the place where this is done, or show the rest of the section" "do drill view" => App(places::open_task);
            FoldTasks "fold-tasks" Today ["Z"] "fold" 0: "show long sections short again" "collapse close less" => Today(today::fold_all);

            Fold "fold" Councils ["Left", "z"] "fold" 0: "fold the group" "collapse close" => Councils(councils::fold);
            Unfold "unfold" Councils ["Right"] "unfold" 0: "unfold the group" "expand" => Councils(councils::unfold);
            FoldAll "fold-all" Councils ["Z"] "fold all" 0: "fold all groups, or unfold them" "collapse expand" => Councils(councils::fold_all);
            Tag "tag" Councils ["Space"] "tag" 0: "tag the council, to change several at once" "select mark" => Councils(councils::tag);
            Sort "sort" Councils ["s"] "sort" 0: "sort by a column: s, then its letter; again reverses" "order arrange column" => Councils(councils::pick_sort);
            Flat "flat" Councils ["F"] "flat" 0: "show one list without groups, or the groups again" "ungroup group county" => Councils(councils::toggle_flat);
            Columns "list-columns" Councils ["H"] "columns" 0: "choose, order and hide the columns of the list" "show hide fields width" => App(layers::choose_columns);
            Export "export" Councils ["E"] "export" 0: "write the list, or the tagged councils, to a file or the clipboard" "excel xlsx csv html save print copy" => App(export::open);
            NextMissed "next-missed" Councils ["}"] "next missed" 0: "go to the next council that missed the deadline" "late silent move" => Councils(councils::next_missed);
            PreviousMissed "previous-missed" Councils ["{"] "previous missed" 0: "go to the previous council that missed the deadline" "late silent move" => Councils(councils::previous_missed);
            ClearTags "clear-tags" Councils ["x"] "untag" 0: "remove all tags" "deselect unmark" => Councils(councils::clear_tags);

            InboxAccept "accept" Inbox ["a"] "accept" 0: "accept the proposed answers and go to the next" "take yes confirm return" => Inbox(inbox::accept);
            InboxSetCouncil "whose" Inbox ["C"] "council" 0: "choose the council that sent it" "match correct assign" => Inbox(inbox::pick_council);
            InboxRecordReply "record-heard" Inbox ["h"] "heard" 0: "record that the council replied and will answer later" "holding reply" => Inbox(inbox::record_reply);
            InboxDeclines "declines" Inbox ["N"] "declines" 0: "record that the council does not wish to take part; asks first" "no refuse decline" => Inbox(inbox::decline);
            InboxDismiss "not-for-us" Inbox ["x"] "not for us" 0: "dismiss it, as it is no reply to the letter; asks first" "junk spam dismiss" => Inbox(inbox::dismiss);
            InboxDefer "later" Inbox ["l"] "later" 0: "put it off until later; press again to bring it back" "postpone defer snooze" => Inbox(inbox::defer);
            InboxEdit "edit-proposed" Inbox ["Enter"] "edit" 0: "edit the proposed return in a form" "change correct form" => Inbox(inbox::edit);
            InboxTakeSuggested "take-offered" Inbox ["+"] "use suggested" 0: "accept the suggested answers" "fill in accept all" => Inbox(inbox::take_suggested);
            InboxConflict "conflict" Inbox ["="] "conflict" 0: "compare this with the recorded return and choose which to keep" "disagree resolve settle" => Inbox(inbox::open_conflict);
            InboxSplit "split" Inbox ["S"] "split" 0: "split it between the councils that it speaks for" "several councils divide" => Inbox(inbox::pick_councils_to_split);
            InboxOpen "open-council" Inbox ["o"] "open" 0: "open the council's own page" "detail view" => Inbox(inbox::open_council);
            InboxSourceDown "source-down" Inbox ["J"] "scroll" 0: "scroll down the reply" "mail text move" => Inbox(inbox::scroll_down);
            InboxSourceUp "source-up" Inbox ["K"] "scroll up" 0: "scroll up the reply" "mail text move" => Inbox(inbox::scroll_up);
            InboxToggleQuoted "whole-text" Inbox ["Q"] "whole text" 0: "show or hide quoted text" "quoted original mail" => Inbox(inbox::toggle_quoted);
            InboxToggleSource "source" Inbox ["Right", "Left"] "source" 0: "on a narrow screen, switch between reply and proposed return" "mail text proposal" => Inbox(inbox::toggle_source);

            KeepRecorded "record-holds" Conflict ["<"] "keep the recorded answer" 1: "keep the recorded return; the new one is kept but does not count" "old earlier" => Settle(Supersedes::SetAside);
            UseNew "new-holds" Conflict [">"] "use the new answer" 2: "use the new return instead of the recorded one" "newer later" => Settle(Supersedes::Chosen);
            KeepBoth "keep-both" Conflict ["="] "keep both" 3: "keep both as a conflict until the council says which it means" "undecided" => Settle(Supersedes::Disagrees);
            ConflictDown "answers-down" Conflict ["j", "Down", "PgDn"] "down" 0: "scroll down the two answers" "move" => Move(Motion::Down);
            ConflictUp "answers-up" Conflict ["k", "Up", "PgUp"] "up" 0: "scroll up the two answers" "move" => Move(Motion::Up);
            ConflictClose "conflict-close" Conflict ["Esc", "Backspace", "q"] "close" 4: "close without deciding" "back cancel" => CloseLayer;

            ColumnDown "column-down" Mapping ["j", "Down", "Tab"] "down" 0: "go to the next column" "move" => Move(Motion::Down);
            ColumnUp "column-up" Mapping ["k", "Up", "BackTab"] "up" 0: "go to the previous column" "move" => Move(Motion::Up);
            ColumnPageDown "column-page-down" Mapping ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            ColumnPageUp "column-page-up" Mapping ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            ColumnFirst "column-first" Mapping ["g", "Home"] "first" 0: "go to the first column" "move top" => Move(Motion::First);
            ColumnLast "column-last" Mapping ["G", "End"] "last" 0: "go to the last column" "move bottom" => Move(Motion::Last);
            ColumnNext "column-next" Mapping ["Space", "Right"] "next" 2: "change this column to the next meaning" "cycle" => Mapping(mapping::next_meaning);
            ColumnPrevious "column-before" Mapping ["Left"] "previous" 0: "change this column to the previous meaning" "cycle" => Mapping(mapping::previous_meaning);
            ColumnPick "column-pick" Mapping ["Enter"] "choose" 3: "choose what this column means from a list" "pick meaning" => Mapping(mapping::pick_meaning);
            ColumnsConfirm "columns-confirm" Mapping ["C-s", "F2"] "confirm" 1: "confirm what the columns mean, then read the sheet" "save accept" => Mapping(mapping::confirm);
            ColumnsSkip "columns-leave-out" Mapping ["x"] "leave out" 4: "leave this sheet out and go on with the others" "skip pass over" => Mapping(mapping::skip_sheet);
            ColumnsClose "columns-close" Mapping ["Esc", "Backspace"] "close" 5: "go back to the files; nothing is imported" "cancel back" => Mapping(mapping::close);

            ImportStop "bring-stop" ImportProgress ["Esc"] "stop" 1: "stop the import; nothing is imported" "cancel" => App(import::stop);

            ReportDown "brought-down" ImportReport ["j", "Down"] "down" 0: "go down a line" "move scroll" => Move(Motion::Down);
            ReportUp "brought-up" ImportReport ["k", "Up"] "up" 0: "go up a line" "move scroll" => Move(Motion::Up);
            ReportPageDown "brought-page-down" ImportReport ["PgDn", "C-d", "Space"] "page down" 3: "go down a page" "move scroll" => Move(Motion::PageDown);
            ReportPageUp "brought-page-up" ImportReport ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            ReportFirst "brought-first" ImportReport ["g", "Home"] "first" 0: "go to the first line" "move top" => Move(Motion::First);
            ReportLast "brought-last" ImportReport ["G", "End"] "last" 0: "go to the last line" "move bottom" => Move(Motion::Last);
            ReportUndo "brought-undo" ImportReport ["u", "C-z"] "undo" 2: "undo the import" "back revert" => App(import::undo);
            ReportClose "brought-close" ImportReport ["Esc", "Backspace", "Enter", "q"] "close" 1: "close the import report" "back" => CloseLayer;

            AttendInPerson "attend" Diary ["a"] "attend" 1: "plan to attend in person" "plan in person go" => Diary(diary::attend_in_person);
            AttendDigitally "attend-digitally" Diary ["B"] "by video" 0: "plan to attend by video" "plan digital online" => Diary(diary::attend_digitally);
            AttendInWriting "update-in-writing" Diary ["W"] "in writing" 0: "plan to send a written update" "plan letter" => Diary(diary::attend_in_writing);
            DropPlan "unplan" Diary ["N"] "not attend" 1: "cancel the plan to attend; the meeting stays in the diary" "unplan no remove" => Diary(diary::drop_plan);
            CancelMeeting "call-off" Diary ["x"] "cancelled" 1: "mark the meeting as cancelled by the council, which asks first; on a cancelled one, that it takes place" "cancel exception" => Diary(diary::cancel_meeting);
            MakePlan "plan" Diary ["P"] "plan" 1: "suggest which meetings to attend on your duty days" "duty shifts roster propose" => Diary(diary::open_plan_form);
            ShowPromises "promises" Diary ["#"] "totals" 1: "count this quarter's contacts, and missed ones by reason" "table counts statistics" => Diary(diary::show_promises);
            PreviousMonth "month-before" Diary ["<"] "previous month" 0: "go to the previous month" "calendar move" => Diary(diary::previous_month);
            NextMonth "month-after" Diary [">"] "next month" 0: "go to the next month" "calendar move" => Diary(diary::next_month);
            DiaryToday "diary-today" Diary ["."] "today" 0: "go to the as-at date" "now calendar move" => Diary(diary::go_to_today);

            PlanDown "plan-down" Plan ["j", "Down", "Tab"] "down" 0: "go to the next council" "move" => Move(Motion::Down);
            PlanUp "plan-up" Plan ["k", "Up", "BackTab"] "up" 0: "go to the previous council" "move" => Move(Motion::Up);
            PlanPageDown "plan-page-down" Plan ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            PlanPageUp "plan-page-up" Plan ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            PlanInPerson "plan-in-person" Plan ["a"] "attend" 2: "attend this meeting in person and plan the rest again" "override attend" => Plan(plan::in_person);
            PlanDigitally "plan-digitally" Plan ["B"] "by video" 3: "attend by video and plan the rest again" "override" => Plan(plan::digitally);
            PlanWritten "plan-in-writing" Plan ["W"] "in writing" 4: "send a written update and plan the rest again" "override" => Plan(plan::in_writing);
            PlanLeaveOut "plan-leave-out" Plan ["x"] "leave out" 5: "leave this council out and plan the rest again" "override cannot" => Plan(plan::leave_out);
            PlanNextWay "plan-next-way" Plan ["Space", "Right"] "next" 0: "change to the next choice for this council" "override cycle" => Plan(plan::next_way);
            PlanPreviousWay "plan-way-before" Plan ["Left"] "previous" 0: "change to the previous choice for this council" "override cycle" => Plan(plan::previous_way);
            PlanOtherMeeting "plan-other" Plan [">"] "later day" 6: "attend the next later meeting of this council, after the last the first" "override day" => Plan(plan::other_meeting);
            PlanUnpin "plan-free" Plan ["Delete"] "reset" 0: "let the plan choose for this council again" "override" => Plan(plan::unpin);
            PlanUndo "plan-undo" Plan ["u", "C-z"] "undo" 7: "undo the last choice made by hand" "back revert" => Plan(plan::undo);
            PlanRedo "plan-redo" Plan ["C-y", "C-r"] "redo" 0: "redo the choice that was undone" "again" => Plan(plan::redo);
            PlanOpen "plan-open" Plan ["Enter", "o"] "open" 8: "open the council's page; Esc comes back to the plan" "detail view" => Plan(plan::open);
            PlanAccept "plan-accept" Plan ["C-s", "F2"] "accept" 1: "show what the plan changes in the diary; again puts it there as one change" "save" => Plan(plan::accept);
            PlanClose "plan-close" Plan ["Esc", "Backspace", "q"] "back" 9: "go back to the form" "close cancel" => Plan(plan::close);

            LettersDown "letters-down" Letters ["j", "Down", "Tab"] "down" 0: "go to the next council" "move" => Move(Motion::Down);
            LettersUp "letters-up" Letters ["k", "Up", "BackTab"] "up" 0: "go to the previous council" "move" => Move(Motion::Up);
            LettersPageDown "letters-page-down" Letters ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            LettersPageUp "letters-page-up" Letters ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            LettersFirst "letters-first" Letters ["g", "Home"] "first" 0: "go to the first council" "move top" => Move(Motion::First);
            LettersLast "letters-last" Letters ["G", "End"] "last" 0: "go to the last council" "move bottom" => Move(Motion::Last);
            LettersScrollDown "letters-scroll-down" Letters ["J"] "scroll" 3: "scroll down the letter" "text move" => Letters(letters::scroll_down);
            LettersScrollUp "letters-scroll-up" Letters ["K"] "scroll up" 0: "scroll up the letter" "text move" => Letters(letters::scroll_up);
            LettersWrite "letters-write" Letters ["C-s", "F2", "Enter"] "write" 1: "write the letters as files and record them as drafted; nothing is sent" "save draft" => Letters(letters::write);
            LettersMarkSent "letters-mark-sent" Letters ["*"] "mark as sent" 2: "record that the letters were sent today, as one change" "sent posted" => Letters(letters::mark_sent);
            LettersClose "letters-close" Letters ["Esc", "Backspace", "q"] "back" 4: "go back to the form" "close cancel" => CloseLayer;

            TableDown "table-down" Table ["j", "Down"] "down" 0: "go to the next line" "move" => Move(Motion::Down);
            TableUp "table-up" Table ["k", "Up"] "up" 0: "go to the previous line" "move" => Move(Motion::Up);
            TableGroupBy "table-by" Table ["Tab"] "county or team" 1: "switch between counties and teams" "group" => App(layers::group_promises);
            TableClose "table-close" Table ["Esc", "Backspace", "Enter", "#", "q"] "close" 2: "close the table" "back" => CloseLayer;

            ComparisonDown "comparison-down" Comparison ["j", "Down"] "down" 0: "go to the next line" "move" => Move(Motion::Down);
            ComparisonUp "comparison-up" Comparison ["k", "Up"] "up" 0: "go to the previous line" "move" => Move(Motion::Up);
            ComparisonPageDown "comparison-page-down" Comparison ["PgDn", "C-d"] "page down" 0: "go down a page" "move scroll" => Move(Motion::PageDown);
            ComparisonPageUp "comparison-page-up" Comparison ["PgUp"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            ComparisonGroupBy "comparison-by" Comparison ["Tab"] "county, team, council" 1: "switch between counties, teams, and the councils that moved" "group" => App(comparison::next_grouping);
            ComparisonEarlier "comparison-earlier" Comparison ["<"] "earlier" 2: "compare with an earlier round" "before year" => App(comparison::earlier);
            ComparisonLater "comparison-later" Comparison [">"] "later" 3: "compare with a later round" "after" => App(comparison::later);
            ComparisonClose "comparison-close" Comparison ["Esc", "Backspace", "Enter", "q"] "close" 4: "close the comparison" "back" => CloseLayer;

            TimesDown "times-down" ResponseTimes ["j", "Down"] "down" 0: "go to the next line" "move" => Move(Motion::Down);
            TimesUp "times-up" ResponseTimes ["k", "Up"] "up" 0: "go to the previous line" "move" => Move(Motion::Up);
            TimesPageDown "times-page-down" ResponseTimes ["PgDn", "C-d"] "page down" 0: "go down a page" "move scroll" => Move(Motion::PageDown);
            TimesPageUp "times-page-up" ResponseTimes ["PgUp"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            TimesClose "times-close" ResponseTimes ["Esc", "Backspace", "Enter", "q"] "close" 1: "close the list" "back" => CloseLayer;

            GroupBy "group-by" Priorities ["s"] "sort" 2: "sort and group by category, county, team, age or aim in turn" "group by order category county team age aim" => Priorities(priorities::group_by_next);
            ShowConcerns "concerns" Priorities ["U"] "urgent" 1: "show only what is urgent: stale, overdue, due this week or not begun" "filter concerns stale overdue due untouched attention" => Priorities(priorities::pick_concerns);

            SectionNext "next-section" Council ["Tab", "Right"] "section" 5: "go to the next section" "tab" => Council(council::next_section);
            SectionPrevious "previous-section" Council ["BackTab", "Left"] "previous section" 0: "go to the previous section" "tab" => Council(council::previous_section);
            Section1 "section-return" Council [] "return" 0: "go to the return" "tab" => GoToSection(Section::Return);
            Section2 "section-priorities" Council [] "priorities" 0: "go to the priorities" "tab" => GoToSection(Section::Priorities);
            Section3 "section-meetings" Council [] "meetings" 0: "go to the meetings" "tab attendance" => GoToSection(Section::Meetings);
            Section4 "section-replies" Council [] "replies" 0: "go to the replies and letters" "tab" => GoToSection(Section::Replies);
            Section5 "section-notes" Council [] "notes" 0: "go to the notes" "tab" => GoToSection(Section::Notes);
            Section6 "section-history" Council [] "history" 0: "go to the history" "tab journal" => GoToSection(Section::History);
            ItemDown "item-down" Council ["j", "Down"] "down" 0: "go to the next item" "move" => Move(Motion::Down);
            ItemUp "item-up" Council ["k", "Up"] "up" 0: "go to the previous item" "move" => Move(Motion::Up);
            ItemPageDown "item-page-down" Council ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            ItemPageUp "item-page-up" Council ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            ItemOpen "item-open" Council ["Enter"] "change" 6: "change the selected item" "edit correct" => Council(council::change_item);
            NextCouncil "next-council" Council [")"] "next" 8: "go to the next council in the list" "move" => App(records::next_council);
            PreviousCouncil "previous-council" Council ["("] "before" 0: "go to the previous council in the list" "move" => App(records::previous_council);
            RoundsEarlier "rounds-earlier" Council ["<"] "earlier" 0: "show earlier rounds in the table of rounds" "through history" => Council(council::earlier_rounds);
            RoundsLater "rounds-later" Council [">"] "later" 0: "show later rounds in the table of rounds" "through history" => Council(council::later_rounds);
            AgreePriorities "agree" Council ["a"] "agree three" 0: "choose which three priorities are agreed" "choose choice" => Council(council::agree_priorities);
            SettleConflict "settle" Council ["="] "settle" 0: "settle a conflict: keep the selected return" "conflict resolve" => Council(council::settle_conflict);
            Back "back" Council ["Esc", "Backspace"] "back" 9: "go back to the list" "close" => CloseLayer;

            MapNorth "map-north" Map ["Up", "k"] "up" 0: "go to the nearest council to the north" "move arrow" => Map(map::north);
            MapSouth "map-south" Map ["Down", "j"] "down" 0: "go to the nearest council to the south" "move arrow" => Map(map::south);
            MapWest "map-west" Map ["Left"] "left" 0: "go to the nearest council to the west" "move arrow" => Map(map::west);
            MapEast "map-east" Map ["Right"] "right" 0: "go to the nearest council to the east" "move arrow" => Map(map::east);
            MapPanNorth "map-pan-north" Map ["S-Up"] "pan up" 0: "move the view to the north; the focus stays" "scroll shift" => Map(map::pan_north);
            MapPanSouth "map-pan-south" Map ["S-Down"] "pan down" 0: "move the view to the south; the focus stays" "scroll shift" => Map(map::pan_south);
            MapPanWest "map-pan-west" Map ["S-Left"] "pan left" 0: "move the view to the west; the focus stays" "scroll shift" => Map(map::pan_west);
            MapPanEast "map-pan-east" Map ["S-Right"] "pan right" 0: "move the view to the east; the focus stays" "scroll shift" => Map(map::pan_east);
            MapNearer "map-nearer" Map ["+"] "nearer" 0: "zoom in around the council in focus" "zoom in" => Map(map::nearer);
            MapFarther "map-farther" Map ["-"] "farther" 0: "zoom out" "zoom out" => Map(map::farther);
            MapWhole "map-whole" Map ["0"] "whole area" 0: "go to the whole area; with county lines only, as no open source has those of districts" "zoom reset all" => Map(map::whole);
            MapNextMissed "map-next-missed" Map ["Tab", "}"] "next missed" 0: "go to the next council that missed the deadline" "late silent move" => Map(map::next_missed);
            MapPreviousMissed "map-previous-missed" Map ["BackTab", "{"] "previous missed" 0: "go to the previous council that missed the deadline" "late silent move" => Map(map::previous_missed);
            MapTag "map-tag" Map ["Space"] "tag" 0: "tag the council, to change several at once" "select mark" => Map(map::tag);
            MapClearTags "map-clear-tags" Map ["x"] "untag" 0: "remove all tags" "deselect unmark" => Map(map::clear_tags);
            MapNearest1 "map-nearest-1" Map ["1"] "nearest" 0: "go to the nearest council" "move digit near" => Map(map::nearest::<1>);
            MapNearest2 "map-nearest-2" Map ["2"] "nearest" 0: "go to the second nearest council" "move digit near" => Map(map::nearest::<2>);
            MapNearest3 "map-nearest-3" Map ["3"] "nearest" 0: "go to the third nearest council" "move digit near" => Map(map::nearest::<3>);
            MapNearest4 "map-nearest-4" Map ["4"] "nearest" 0: "go to the fourth nearest council" "move digit near" => Map(map::nearest::<4>);
            MapNearest5 "map-nearest-5" Map ["5"] "nearest" 0: "go to the fifth nearest council" "move digit near" => Map(map::nearest::<5>);
            MapNearest6 "map-nearest-6" Map ["6"] "nearest" 0: "go to the sixth nearest council" "move digit near" => Map(map::nearest::<6>);
            MapNearest7 "map-nearest-7" Map ["7"] "nearest" 0: "go to the seventh nearest council" "move digit near" => Map(map::nearest::<7>);
            MapNearest8 "map-nearest-8" Map ["8"] "nearest" 0: "go to the eighth nearest council" "move digit near" => Map(map::nearest::<8>);
            MapNearest9 "map-nearest-9" Map ["9"] "nearest" 0: "go to the ninth nearest council" "move digit near" => Map(map::nearest::<9>);
            MapClose "map-close" Map ["Esc", "Backspace", "q"] "close" 0: "close the map; the list keeps the focus" "back" => CloseLayer;

            DistrictShow "district-show" Districts ["Enter", "o"] "open" 1: "show the list of the district in focus" "filter" => App(map_app::show_district);
            DistrictsClose "districts-close" Districts ["Esc", "Backspace", "q"] "close" 2: "close the table" "back" => CloseLayer;

            ChartBarDown "chart-bar-down" Report ["j", "Down"] "down" 0: "go to the next bar or day" "move" => Move(Motion::Down);
            ChartBarUp "chart-bar-up" Report ["k", "Up"] "up" 0: "go to the previous bar or day" "move" => Move(Motion::Up);
            ChartBarFirst "chart-bar-first" Report ["g", "Home"] "first" 0: "go to the first bar or day" "move top" => Move(Motion::First);
            ChartBarLast "chart-bar-last" Report ["G", "End"] "last" 0: "go to the last bar or day" "move bottom" => Move(Motion::Last);
            ChartOpen "chart-open" Report ["Enter"] "councils" 1: "list the councils that the bar counts; Esc comes back" "drill filter open behind" => App(report_app::show_councils);
            ChartNext "chart-next" Report ["Tab", "Right", "PgDn"] "next chart" 2: "go to the next chart" "move page" => Report(report::next_chart);
            ChartPrevious "chart-before" Report ["BackTab", "Left", "PgUp"] "previous chart" 0: "go to the previous chart" "move page" => Report(report::previous_chart);
            ReportExport "report-export" Report ["E"] "export" 3: "write the report to a file, and keep it as issued if it goes to somebody" "html xlsx csv json text issue committee panel print save" => App(export::open_report);
            ReportIssued "report-issued" Report ["*"] "issued" 4: "list the reports that were issued, and what differs from them now" "sent correction hash digest history" => App(issued_reports::open);
            ReportLeave "report-close" Report ["Esc", "Backspace", "q"] "close" 5: "close the report" "back" => CloseLayer;

            ToToday "today" Global ["0"] "today" 0: "go to what there is to do today" "tab screen tasks waiting owed overdue" => GoTo(Tab::Today);
            ToCouncils "councils" Global ["1"] "councils" 0: "go to the list of councils" "tab screen register" => GoTo(Tab::Councils);
            ToInbox "inbox" Global ["2"] "inbox" 0: "go to the inbox: the replies waiting for you" "tab screen mail replies triage" => GoTo(Tab::Inbox);
            ToDiary "diary" Global ["3"] "diary" 0: "go to the diary: meetings, and this quarter's contacts" "tab screen calendar agenda meetings" => GoTo(Tab::Diary);
            ToPriorities "priorities" Global ["4"] "priorities" 0: "go to the priorities of all councils" "tab screen actions" => GoTo(Tab::Priorities);
            ToMap "map" Global ["5"] "map" 0: "go to the map of councils" "screen area near geography county" => App(map_app::open);
            ToReport "report" Global ["6"] "report" 0: "go to the report: the figures of the round as charts" "charts figures committee panel statistics bars graph" => App(report_app::open);
            RecordReturn "record-return" Global ["r"] "return" 1: "record a return: wish, priorities, frequency, method" "answer decline confirm" => WithFile(OnFileRead::Return);
            RecordMeeting "record-meeting" Global ["m"] "meeting" 2: "record or plan a meeting and who attended" "attendance visit diary" => App(records::record_meeting);
            WriteNote "note" Global ["n"] "note" 3: "write a note" "comment remark" => ForTargets(note::open);
            RecordReply "record-reply" Global ["h"] "heard" 4: "record a reply that is not yet a return: a holding reply, a call" "holding reply phone mail" => ForTargets(reply::open);
            RecordLetter "letter" Global ["L"] "letter" 0: "record that the letter was sent or came back" "invitation undelivered bounced address" => WithFile(OnFileRead::Letter);
            RecordProgress "progress" Global ["p"] "progress" 13: "note progress on a priority" "priority note done" => Priority(PriorityForm::Progress);
            RecordAction "action" Global ["A"] "action" 0: "record an action on a priority: what, who and when" "promise task due owner" => Priority(PriorityForm::Action);
            RecordReview "review" Global ["V"] "review" 0: "review a priority: has it changed, has our response changed" "quarter unchanged" => Priority(PriorityForm::Review);
            ClosePriority "close-priority" Global ["X"] "result" 0: "close a priority with its result, or open it again" "result solved done finish reopen" => Priority(PriorityForm::Close);
            OpenWaitingReply "waiting-reply" Global ["I"] "inbox item" 0: "open the reply of this council that waits in the inbox" "mail item triage" => App(places::open_waiting_reply);
            RecordUpdate "update" Global ["w"] "update" 0: "record an update given to a council about its priorities" "told phone call written feedback" => ForTargets(update::open);
            DraftLetters "letters" Global ["Y"] "letters" 0: "draft letters as files for you to send: reminders, thanks, updates, news" "write mail chase acknowledge announce request batch" => App(letters_app::open);
            LettersSent "letters-sent" Global [] "letters sent" 0: "record that drafted letters were sent" "mark posted mailed" => Form(letters_form::open_sent);
            RecordExcuse "decide" Global ["D"] "decide" 0: "decide that a council need not be met, and say why" "excuse attendance hint not required" => WithFile(OnFileRead::Excuse);
            RecordContact "record-contact" Global [] "new contact" 0: "record a contact of the council: role, e-mail, phone; amend one in the council's page" "clerk chair address e-mail phone salutation" => ForTargets(contact::open);
            RecordTeamTold "team-told" Global ["T"] "team told" 0: "record that a council was told about its new team" "change handover" => WithFile(OnFileRead::TeamTold);
            ImportFiles "bring-in" Global ["i"] "import" 0: "import replies from files and folders: e-mails and sheets" "import inbox mbox eml msg csv xlsx" => App(import::open);
            EditCategories "categories" Global [] "categories" 0: "edit the list of categories" "category list" => Form(name_list::open_categories);
            EditReasons "reasons" Global [] "reasons" 0: "edit the list of your own reasons of not attending" "absence abstraction list missed" => Form(name_list::open_reasons);
            EditAims "aims" Global [] "aims" 0: "edit the list of the charter's aims, which tag priorities and actions" "aim list tag" => Form(name_list::open_aims);
            ImportContacts "import-contacts" Global [] "import contacts" 0: "import contacts from a sheet or cards" "clerks list vcard vcf csv xlsx addresses" => App(contacts::open);
            ImportBaseline "import-baseline" Global [] "import an earlier round" 0: "import the answers of an earlier round from a sheet, as a baseline" "baseline spring csv xlsx returns agreed" => Form(baseline::open);
            ShowNoAddress "contacts-no-address" Global [] "contacts: no address" 0: "show the councils of which no address is recorded" "clerks missing addresses filter" => App(filters::show_no_address);
            ShowBounced "contacts-bounced" Global [] "contacts: bounced" 0: "show the councils with an address to which mail came back" "clerks undelivered addresses filter" => App(filters::show_bounced);
            ShowUnchecked "contacts-unchecked" Global [] "contacts: not checked" 0: "show the councils whose contact nobody checked for a year" "clerks old addresses filter" => App(filters::show_unchecked);
            EditCouncil "edit-council" Global ["e"] "edit" 0: "edit the council: name, kind, team, meeting pattern" "team" => WithFile(OnFileRead::Details);
            EditTeam "team-record" Global [] "team record" 0: "edit the record of the council's team: head, mailbox, phone" "snt sergeant mailbox telephone police.uk" => WithFile(OnFileRead::Team);
            EditArea "area-record" Global [] "area record" 0: "edit the record of a county or district: its ONS code and days, or record a new one" "county district ons code boundary" => App(areas::open);
            RecordRequest "request-log" Global [] "request log" 0: "record what a public body asked for, or answer a request" "panel committee asked circulate report back consider" => App(requests::open);
            RecordEvent "public-event" Global [] "event" 0: "record a surgery or street briefing that covers the council, or a committee meeting" "surgery street briefing beat public attendance committee panel papers" => ForTargets(event::open);
            NameOfficer "named-contact" Global [] "named contact" 0: "say which post is the named contact of a council" "officer pc pcso dedicated ward" => ForTargets(officer::open);
            Brief "brief" Global ["b"] "brief" 0: "read one page before a meeting: what to tell, what to ask" "page print before meeting" => WithFile(OnFileRead::Brief);
            Undo "undo" Global ["u", "C-z"] "undo" 11: "undo the last change" "back revert" => App(records::undo);
            Redo "redo" Global ["C-r", "C-y"] "redo" 0: "redo what was undone" "again" => App(records::redo);
            PreviousRound "round-before" Global ["["] "previous round" 0: "go to the previous round" "quarter" => App(records::previous_round);
            NextRound "round-after" Global ["]"] "next round" 0: "go to the next round" "quarter" => App(records::next_round);
            EditRound "round-dates" Global ["R"] "round dates" 0: "enter the round's letter date, which records the letters, or its deadline" "deadline letter issued" => Form(round::open);
            OpenRound "open-round" Global ["O"] "open round" 0: "open the next round: every active council is asked again" "new quarter january" => App(records::open_round);
            CompareRounds "compare-rounds" Global [] "compare rounds" 0: "compare this round with an earlier one: who joined, left, fell silent or came back, and what became of the priorities" "difference last year change" => App(comparison::open);
            ShowResponseTimes "response-times" Global [] "response times" 0: "show how long councils wait for an acknowledgement, a first action, an update" "waits clock 72 hours median longest delay" => App(response_times::open);
            IssuedReports "issued-reports" Global [] "issued reports" 0: "list the reports that were issued, and what differs from them now" "sent correction hash digest panel committee history" => App(issued_reports::open);
            FirstSteps "first-steps" Global [] "first steps" 0: "say which team is yours, which round it is and when the letter was sent" "start begin welcome set up team round letter" => App(records::first_steps);
            AsAt "as-at" Global ["@"] "as at" 0: "show everything as at another date" "date today" => App(records::change_as_at);
            SearchWritten "search" Global ["C-f"] "search all" 0: "search everything written: priorities, notes, replies, updates, actions" "find text words full" => App(written::open);
            Copy "copy" Global ["y"] "copy" 0: "copy the selected item to the clipboard" "yank clipboard" => App(records::copy);
            Palette "commands" Global [":", "C-p"] "commands" 12: "run any command by its name" "palette" => App(layers::open_palette);
            NextTheme "theme" Global [] "theme" 0: "change the colours: dark, light, paper, contrast in turn" "colour color contrast light dark look" => App(records::next_theme);
            ToggleMouse "mouse" Global [] "mouse" 0: "turn the mouse off or on; Shift-drag selects text while it is on" "pointer click select text copy wheel" => App(records::toggle_mouse);
            Suspend "suspend" Global [] "suspend" 0: "go to the shell; fg comes back" "shell background" => App(records::suspend);
            Quit "quit" Global ["q"] "quit" 0: "quit; asks first if a form is not saved, and keeps it as a draft" "exit leave" => App(records::quit);

            Help "keys" Everywhere ["?", "F1"] "keys" 6: "show the keys that work here" "help" => App(layers::open_keys);
            CopyInFront "copy-here" Everywhere ["C-c"] "copy" 0: "copy what is in focus to the clipboard; closes nothing" "clipboard" => App(records::copy);
            Redraw "redraw" Everywhere ["F5", "C-l"] "read again" 0: "read everything again and redraw the screen" "refresh reload redraw" => App(records::redraw);

            FindAccept "find-done" Find ["Enter", "Down", "Tab"] "to the list" 1: "keep the search and go to the list" "accept" => CloseLayer;
            FindUp "find-up" Find ["Up"] "up" 0: "go to the previous row" "move" => Move(Motion::Up);
            FindCancel "find-cancel" Find ["Esc"] "clear" 2: "clear the search" "cancel" => App(filters::cancel_find);

            FieldNext "next-field" Form ["Tab", "Down"] "next field" 3: "go to the next field" "move" => App(open_form::next_field);
            FieldPrevious "previous-field" Form ["BackTab", "Up"] "previous field" 0: "go to the previous field" "move" => App(open_form::previous_field);
            FieldNextMain "next-main-field" Form ["Enter"] "next" 2: "go to the next main field; on the last, save" "move" => App(open_form::next_main_field);
            FormSave "save" Form ["C-s", "F2"] "save" 1: "save the form" "submit accept" => App(open_form::save);
            FormClose "close-form" Form ["Esc"] "close" 4: "close the form; what you typed is kept as a draft" "cancel back" => App(open_form::close);
            FormReset "reset-form" Form ["C-n"] "start again" 0: "put back what is on file; Ctrl-Z undoes that" "clear discard reset" => App(open_form::reset);

            ChoicePrevious "choice-before" Choice ["Left"] "previous" 0: "choose the previous value" "cycle option" => EditField(Edit::Left);
            ChoiceNext "choice-next" Choice ["Right", "Space"] "next" 0: "choose the next value, or type its first letter" "cycle option" => EditField(Edit::Right);

            TextLeft "text-left" Text ["Left", "C-b"] "left" 0: "go one character left" "move cursor" => EditField(Edit::Left);
            TextRight "text-right" Text ["Right"] "right" 0: "go one character right" "move cursor" => EditField(Edit::Right);
            TextHome "text-start" Text ["Home", "C-a"] "start" 0: "go to the start of the text" "move cursor" => EditField(Edit::Home);
            TextEnd "text-end" Text ["End", "C-e"] "end" 0: "go to the end of the text" "move cursor" => EditField(Edit::End);
            TextNewLine "new-line" Text ["C-j"] "new line" 0: "start a new line, if the field has several" "break" => EditField(Edit::NewLine);
            DeleteBefore "delete-before" Text ["Backspace", "C-h"] "delete" 0: "delete the character before the cursor" "erase" => EditField(Edit::DeleteBefore);
            DeleteAfter "delete-after" Text ["Delete", "C-d"] "delete" 0: "delete the character at the cursor" "erase" => EditField(Edit::DeleteAfter);
            DeleteWord "delete-word" Text ["C-w"] "delete word" 0: "delete the word before the cursor" "erase" => EditField(Edit::DeleteWord);
            DeleteToStart "delete-to-start" Text ["C-u"] "delete to start" 0: "delete everything before the cursor" "erase clear" => EditField(Edit::DeleteToStart);
            DeleteToEnd "delete-to-end" Text ["C-k"] "delete to end" 0: "delete everything after the cursor" "erase" => EditField(Edit::DeleteToEnd);
            CutField "cut-field" Text ["C-x"] "cut" 0: "copy the field and empty it; Ctrl-Z undoes that" "clipboard clear" => App(input::cut_field);

            UndoTyping "undo-typing" Field ["C-z"] "undo" 0: "undo in this field, word by word" "back revert" => App(input::undo_typing);
            RedoTyping "redo-typing" Field ["C-y", "C-r"] "redo" 0: "redo what you undid in this field" "again" => App(input::redo_typing);
            CopyField "copy-field" Field ["C-c"] "copy" 0: "copy the field to the clipboard" "yank clipboard" => App(input::copy_field);

            PickDown "pick-down" Pick ["Down", "C-n", "Tab"] "down" 0: "go to the next choice" "move" => Move(Motion::Down);
            PickUp "pick-up" Pick ["Up", "C-p", "BackTab"] "up" 0: "go to the previous choice" "move" => Move(Motion::Up);
            PickToggle "pick-toggle" Pick ["Space"] "mark" 2: "mark this choice, to choose several" "tag" => App(layers::toggle_choice);
            PickAccept "pick-take" Pick ["Enter"] "choose" 1: "choose this one" "accept" => App(layers::accept_choice);
            PickClose "pick-close" Pick ["Esc"] "close" 3: "close the picker" "cancel" => CloseLayer;

            ListColumnDown "list-column-down" ListColumns ["j", "Down", "Tab"] "down" 0: "go to the next column" "move" => Move(Motion::Down);
            ListColumnUp "list-column-up" ListColumns ["k", "Up", "BackTab"] "up" 0: "go to the previous column" "move" => Move(Motion::Up);
            ListColumnFirst "list-column-first" ListColumns ["g", "Home"] "first" 0: "go to the first column" "move top" => Move(Motion::First);
            ListColumnLast "list-column-last" ListColumns ["G", "End"] "last" 0: "go to the last column" "move bottom" => Move(Motion::Last);
            ListColumnToggle "list-column-toggle" ListColumns ["Space"] "show or hide" 1: "show or hide the column" "toggle" => App(layers::toggle_column);
            ListColumnEarlier "list-column-earlier" ListColumns ["Left", "<"] "earlier" 2: "move the column to the left" "order" => App(layers::column_earlier);
            ListColumnLater "list-column-later" ListColumns ["Right", ">"] "later" 3: "move the column to the right" "order" => App(layers::column_later);
            ListColumnsUsual "list-columns-usual" ListColumns ["Delete"] "as at first" 4: "show the usual columns again: those with content" "reset default" => App(layers::usual_columns);
            ListColumnsClose "list-columns-close" ListColumns ["Enter", "Esc", "Backspace", "q"] "close" 5: "close the dialog; the list keeps these columns" "done back" => CloseLayer;

            ChooseDown "choose-down" Choose ["j", "Down", "Tab"] "down" 0: "go to the next priority" "move" => Move(Motion::Down);
            ChooseUp "choose-up" Choose ["k", "Up", "BackTab"] "up" 0: "go to the previous priority" "move" => Move(Motion::Up);
            ChooseToggle "choose-toggle" Choose ["Space"] "agree" 1: "agree the priority, or undo that" "tag" => App(layers::toggle_priority);
            ChooseSave "choose-save" Choose ["Enter", "C-s"] "next: day and minute" 2: "go on to the day and the minute of the agreement, and save it there" "accept save agree" => App(layers::save_priorities);
            ChooseClose "choose-close" Choose ["Esc", "Backspace", "q"] "close" 3: "leave the priorities as they are" "cancel" => CloseLayer;

            BriefDown "brief-down" Brief ["j", "Down"] "down" 0: "go down a line" "move scroll" => Move(Motion::Down);
            BriefUp "brief-up" Brief ["k", "Up"] "up" 0: "go up a line" "move scroll" => Move(Motion::Up);
            BriefPageDown "brief-page-down" Brief ["PgDn", "C-d", "Space"] "page down" 2: "go down a page" "move scroll" => Move(Motion::PageDown);
            BriefPageUp "brief-page-up" Brief ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            BriefCopy "brief-copy" Brief ["y"] "copy" 1: "copy the page to the clipboard" "yank clipboard" => App(layers::copy_brief);
            BriefClose "brief-close" Brief ["Esc", "Backspace", "q", "b"] "close" 3: "close the brief" "back cancel" => CloseLayer;
            SummaryAccept "summary-do" Summary ["Enter", "C-s"] "do it" 1: "do what the summary says, as one change" "accept save open import" => App(summary::accept);
            SummaryClose "summary-back" Summary ["Esc", "Backspace"] "back" 2: "go back to the form; nothing was changed" "cancel close" => CloseLayer;
            SummaryDown "summary-down" Summary ["j", "Down"] "down" 0: "go down a line" "move scroll" => Move(Motion::Down);
            SummaryUp "summary-up" Summary ["k", "Up"] "up" 0: "go up a line" "move scroll" => Move(Motion::Up);
            SummaryPageDown "summary-page-down" Summary ["PgDn", "C-d", "Space"] "page down" 0: "go down a page" "move scroll" => Move(Motion::PageDown);
            SummaryPageUp "summary-page-up" Summary ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            BriefExport "brief-export" Brief ["E"] "export" 2: "write the page to an HTML file, which any browser prints" "export print html save" => App(export::open_brief);

            LookupDown "lookup-down" Lookup ["Down", "C-n", "Tab", "PgDn"] "down" 0: "go to the next line" "move" => Move(Motion::Down);
            LookupUp "lookup-up" Lookup ["Up", "C-p", "BackTab", "PgUp"] "up" 0: "go to the previous line" "move" => Move(Motion::Up);
            LookupRun "lookup-take" Lookup ["Enter"] "run" 1: "run the selected command" "accept" => RunFocused;
            SearchDown "search-down" Search ["Down", "Tab"] "down" 0: "go to the next result" "move" => Move(Motion::Down);
            SearchUp "search-up" Search ["Up", "BackTab"] "up" 0: "go to the previous result" "move" => Move(Motion::Up);
            SearchPageDown "search-page-down" Search ["PgDn"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            SearchPageUp "search-page-up" Search ["PgUp"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            SearchOpen "search-open" Search ["Enter"] "open" 1: "open the place where it is written" "accept" => App(written::open_focused);
            SearchClose "search-close" Search ["Esc"] "close" 2: "close the search" "cancel" => CloseLayer;

            LookupClose "lookup-close" Lookup ["Esc", "F1"] "close" 2: "close" "cancel" => CloseLayer;
        }
    };
}

macro_rules! define_commands {
    ($($id:ident $name:literal $scope:ident [$($key:literal),*] $label:literal $pinned:literal: $help:literal $synonyms:literal
        => $handler:expr;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Cmd { $(#[doc = $help] $id,)+ }

        pub const COMMANDS: &[Command] = &[$(Command {
            id: Cmd::$id, name: $name, scope: Scope::$scope, keys: &[$($key),*], label: $label, help: $help,
            synonyms: $synonyms, pinned: $pinned,
        },)+];
    };
}

commands!(define_commands);
pub(in crate::tui) use commands;

impl Cmd {
    pub fn command(self) -> &'static Command {
        // One macro writes the enum and the table in the same order.
        &COMMANDS[self as usize]
    }
}
