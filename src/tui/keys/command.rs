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
            ToCouncils "councils" Tabs ["1"] "councils" 0: "go to the list of councils" "tab screen register" => GoTo(Tab::Councils);
            ToInbox "inbox" Tabs ["2"] "inbox" 0: "go to the inbox: the replies that came in and wait for you" "tab screen mail replies triage" => GoTo(Tab::Inbox);
            ToDiary "diary" Tabs ["3"] "diary" 0: "go to the diary: meetings past and coming, and the promise of the quarter" "tab screen calendar agenda meetings" => GoTo(Tab::Diary);
            ToPriorities "priorities" Tabs ["4"] "priorities" 0: "go to the priorities of all councils" "tab screen actions" => GoTo(Tab::Priorities);
            Down "down" Tabs ["j", "Down"] "down" 0: "go to the next row" "move" => Move(Motion::Down);
            Up "up" Tabs ["k", "Up"] "up" 0: "go to the row before" "move" => Move(Motion::Up);
            PageDown "page-down" Tabs ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            PageUp "page-up" Tabs ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            First "first" Tabs ["g", "Home"] "first" 0: "go to the first row" "move top" => Move(Motion::First);
            Last "last" Tabs ["G", "End"] "last" 0: "go to the last row" "move bottom" => Move(Motion::Last);
            NextGroup "next-group" Tabs ["}", "Tab"] "next group" 0: "go to the next group: a county, a day, a need" "county day move" => Move(Motion::NextGroup);
            PreviousGroup "previous-group" Tabs ["{", "BackTab"] "group before" 0: "go to the group before: a county, a day, a need" "county day move" => Move(Motion::PreviousGroup);
            Open "open" Tabs ["Enter"] "open" 10: "open the council, or fold the group" "drill detail view" => App(tabs::open);
            Find "find" Tabs ["/"] "find" 5: "find a council as you type" "search name" => App(filters::find);
            FilterCounty "county" Tabs ["c"] "county" 7: "show one county; c again for all" "filter area" => App(filters::pick_county);
            FilterShow "show" Tabs ["f"] "show" 8: "show only missed, silent, late, holding, confirmed …" "filter status" => App(filters::pick_show);
            FilterDistrict "district" Tabs ["d"] "district" 0: "show one district" "filter area" => App(filters::pick_district);
            FilterTeam "team" Tabs ["t"] "team" 0: "show one team" "filter snt" => App(filters::pick_team);
            FilterMissed "missed" Tabs ["!"] "missed" 9: "show the councils that missed the deadline, in their four groups" "filter late silent triage" => App(filters::toggle_missed);
            ClearFilters "clear-filters" Tabs ["Esc"] "clear filters" 0: "clear every filter" "reset all" => App(filters::clear);

            Fold "fold" Councils ["Left", "z"] "fold" 0: "fold the group" "collapse close" => Councils(councils::fold);
            Unfold "unfold" Councils ["Right"] "unfold" 0: "unfold the group" "expand" => Councils(councils::unfold);
            FoldAll "fold-all" Councils ["Z"] "fold all" 0: "fold all groups, or unfold them" "collapse expand" => Councils(councils::fold_all);
            Tag "tag" Councils ["Space"] "tag" 0: "tag the council, so that a verb acts on all that are tagged" "select mark" => Councils(councils::tag);
            ClearTags "clear-tags" Councils ["x"] "untag" 0: "take all tags away" "deselect unmark" => Councils(councils::clear_tags);

            InboxAccept "accept" Inbox ["a"] "accept" 0: "record what is proposed, and go to the next" "take yes confirm return" => Inbox(inbox::accept);
            InboxSetCouncil "whose" Inbox ["C"] "council" 0: "say which council it is from" "match correct assign" => Inbox(inbox::pick_council);
            InboxRecordReply "record-heard" Inbox ["h"] "heard" 0: "record that the council was heard from and will answer later" "holding reply" => Inbox(inbox::record_reply);
            InboxDeclines "declines" Inbox ["d"] "declines" 0: "record that the council does not wish to take part" "no refuse" => Inbox(inbox::decline);
            InboxDismiss "not-for-us" Inbox ["x"] "not for us" 0: "put it away: it is no reply to the letter" "junk spam dismiss" => Inbox(inbox::dismiss);
            InboxDefer "later" Inbox ["l"] "later" 0: "put it off; once more takes it up again" "postpone defer snooze" => Inbox(inbox::defer);
            InboxEdit "edit-proposed" Inbox ["Enter"] "edit" 0: "open the proposed return as a form; saving it settles the item" "change correct form" => Inbox(inbox::edit);
            InboxTakeSuggested "take-offered" Inbox ["+"] "take offered" 0: "take what is only offered into the proposed return" "fill in accept all" => Inbox(inbox::take_suggested);
            InboxConflict "conflict" Inbox ["v"] "conflict" 0: "see the return on record and this one side by side, and say which holds" "disagree resolve settle" => Inbox(inbox::open_conflict);
            InboxSplit "split" Inbox ["S"] "split" 0: "split it over the councils that it speaks for" "several councils divide" => Inbox(inbox::pick_councils_to_split);
            InboxOpen "open-council" Inbox ["o"] "open" 0: "open the council's own screen" "detail view" => Inbox(inbox::open_council);
            InboxSourceDown "source-down" Inbox ["J"] "scroll" 0: "scroll down what came in" "mail text move" => Inbox(inbox::scroll_down);
            InboxSourceUp "source-up" Inbox ["K"] "scroll up" 0: "scroll up what came in" "mail text move" => Inbox(inbox::scroll_up);
            InboxToggleQuoted "whole-text" Inbox ["W"] "whole text" 0: "show the whole text with what was quoted, or hide that again" "quoted original mail" => Inbox(inbox::toggle_quoted);
            InboxToggleSource "source" Inbox ["s"] "source" 0: "on a narrow screen show what came in, or the proposed return again" "mail text proposal" => Inbox(inbox::toggle_source);

            KeepRecorded "record-holds" Conflict ["1"] "the one on record holds" 1: "the return on record holds; this one is kept, and out of account" "old earlier" => Settle(Supersedes::SetAside);
            UseNew "new-holds" Conflict ["2"] "the new one holds" 2: "this return holds in place of the one on record" "newer later" => Settle(Supersedes::Holds);
            KeepBoth "keep-both" Conflict ["3"] "keep both" 3: "keep both as a conflict until the council has said which it means" "undecided" => Settle(Supersedes::Disagrees);
            ConflictClose "conflict-close" Conflict ["Esc", "q", "C-c"] "close" 4: "decide nothing" "back cancel" => CloseLayer;
            Import "bring-in" Inbox ["i"] "bring in" 1: "bring replies in from files and folders: mails and sheets" "import read mbox eml msg csv xlsx" => App(import::open);

            ColumnDown "column-down" Mapping ["j", "Down", "Tab"] "down" 0: "go to the next column" "move" => Move(Motion::Down);
            ColumnUp "column-up" Mapping ["k", "Up", "BackTab"] "up" 0: "go to the column before" "move" => Move(Motion::Up);
            ColumnPageDown "column-page-down" Mapping ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            ColumnPageUp "column-page-up" Mapping ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            ColumnFirst "column-first" Mapping ["g", "Home"] "first" 0: "go to the first column" "move top" => Move(Motion::First);
            ColumnLast "column-last" Mapping ["G", "End"] "last" 0: "go to the last column" "move bottom" => Move(Motion::Last);
            ColumnNext "column-next" Mapping ["Space", "Right"] "next meaning" 2: "take the next meaning for this column" "cycle" => Mapping(mapping::next_meaning);
            ColumnPrevious "column-before" Mapping ["Left"] "meaning before" 0: "take the meaning before for this column" "cycle" => Mapping(mapping::previous_meaning);
            ColumnPick "column-pick" Mapping ["Enter"] "choose" 3: "choose what this column means from a list" "pick meaning" => Mapping(mapping::pick_meaning);
            ColumnsConfirm "columns-confirm" Mapping ["C-s", "F2"] "confirm" 1: "confirm what the columns mean, and read the sheet by that" "save accept" => Mapping(mapping::confirm);
            ColumnsSkip "columns-leave-out" Mapping ["x"] "leave out" 4: "leave this sheet out, and go on with the others" "skip pass over" => Mapping(mapping::skip_sheet);
            ColumnsClose "columns-close" Mapping ["Esc", "C-c"] "close" 5: "go back to the files; nothing is brought in" "cancel back" => Mapping(mapping::close);

            ImportStop "bring-stop" ImportProgress ["Esc", "C-c"] "stop" 1: "stop: nothing is taken in then" "cancel" => App(import::stop);

            ReportDown "brought-down" ImportReport ["j", "Down"] "down" 0: "go down a line" "move scroll" => Move(Motion::Down);
            ReportUp "brought-up" ImportReport ["k", "Up"] "up" 0: "go up a line" "move scroll" => Move(Motion::Up);
            ReportPageDown "brought-page-down" ImportReport ["PgDn", "C-d", "Space"] "page down" 3: "go down a page" "move scroll" => Move(Motion::PageDown);
            ReportPageUp "brought-page-up" ImportReport ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            ReportFirst "brought-first" ImportReport ["g", "Home"] "first" 0: "go to the first line" "move top" => Move(Motion::First);
            ReportLast "brought-last" ImportReport ["G", "End"] "last" 0: "go to the last line" "move bottom" => Move(Motion::Last);
            ReportUndo "brought-undo" ImportReport ["u"] "undo" 2: "undo it: all that came in goes out again" "back revert" => App(import::undo);
            ReportClose "brought-close" ImportReport ["Esc", "Enter", "q", "C-c"] "close" 1: "close what was brought in" "back" => CloseLayer;

            AttendInPerson "attend" Diary ["a"] "attend" 1: "we mean to be there; once more takes that back" "plan in person go" => Diary(diary::attend_in_person);
            AttendDigitally "attend-digitally" Diary ["v"] "by video" 0: "we mean to take part by video; once more takes that back" "plan digital online" => Diary(diary::attend_digitally);
            AttendInWriting "update-in-writing" Diary ["W"] "in writing" 0: "we mean to send a written update; once more takes that back" "plan letter" => Diary(diary::attend_in_writing);
            CancelMeeting "call-off" Diary ["x"] "call off" 1: "the council has called the meeting off; once more and it is held after all" "cancel exception" => Diary(diary::cancel_meeting);
            MakePlan "plan" Diary ["P"] "plan" 1: "propose which meetings to attend with the duty days that there are" "duty shifts roster propose" => Diary(diary::open_plan_form);
            ShowPromises "promises" Diary ["="] "totals" 1: "count the promise of the quarter by county and by team, the missed ones by reason" "table counts statistics" => Diary(diary::show_promises);
            PreviousMonth "month-before" Diary ["<"] "month before" 0: "go to the month before" "calendar move" => Diary(diary::previous_month);
            NextMonth "month-after" Diary [">"] "month after" 0: "go to the month after" "calendar move" => Diary(diary::next_month);
            DiaryToday "diary-today" Diary ["."] "today" 0: "go to the as-at day" "now calendar move" => Diary(diary::go_to_today);

            PlanDown "plan-down" Plan ["j", "Down", "Tab"] "down" 0: "go to the next council" "move" => Move(Motion::Down);
            PlanUp "plan-up" Plan ["k", "Up", "BackTab"] "up" 0: "go to the council before" "move" => Move(Motion::Up);
            PlanPageDown "plan-page-down" Plan ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            PlanPageUp "plan-page-up" Plan ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            PlanInPerson "plan-in-person" Plan ["i"] "person" 2: "go to this meeting, and plan the rest round it" "override attend" => Plan(plan::in_person);
            PlanDigitally "plan-digitally" Plan ["d"] "digital" 3: "take part by video, and plan the rest round it" "override" => Plan(plan::digitally);
            PlanWritten "plan-in-writing" Plan ["w"] "write" 4: "send a written update, and plan the rest round it" "override" => Plan(plan::in_writing);
            PlanLeaveOut "plan-leave-out" Plan ["x"] "leave out" 5: "leave the council out, and plan the rest" "override cannot" => Plan(plan::leave_out);
            PlanNextWay "plan-next-way" Plan ["Space", "Right"] "next way" 0: "take the next way for this council" "override cycle" => Plan(plan::next_way);
            PlanPreviousWay "plan-way-before" Plan ["Left"] "way before" 0: "take the way before for this council" "override cycle" => Plan(plan::previous_way);
            PlanOtherMeeting "plan-other" Plan ["o"] "other day" 6: "go to another meeting of this council" "override day" => Plan(plan::other_meeting);
            PlanUnpin "plan-free" Plan ["u", "Backspace"] "free" 7: "let the plan choose for this council again" "undo override" => Plan(plan::unpin);
            PlanAccept "plan-accept" Plan ["Enter", "C-s", "F2"] "accept" 1: "put the plan into the diary, as one change" "save" => Plan(plan::accept);
            PlanClose "plan-close" Plan ["Esc", "q", "C-c"] "back" 8: "go back to what the plan was asked from" "close cancel" => CloseLayer;

            TableDown "table-down" Table ["j", "Down"] "down" 0: "go to the next line" "move" => Move(Motion::Down);
            TableUp "table-up" Table ["k", "Up"] "up" 0: "go to the line before" "move" => Move(Motion::Up);
            TableGroupBy "table-by" Table ["Tab", "t", "c"] "county or team" 1: "count by team instead of by county, or the other way round" "group" => App(layers::group_promises);
            TableClose "table-close" Table ["Esc", "Enter", "=", "q", "C-c"] "close" 2: "close the table" "back" => CloseLayer;

            GroupBy "group-by" Priorities ["s"] "group by" 2: "group by category, county, team or age, one after the other" "sort order category county team age" => Priorities(priorities::group_by_next);
            ShowConcerns "concerns" Priorities ["x"] "concerns" 1: "show only what is stale, overdue, due this week, or untouched" "filter stale overdue due untouched attention" => Priorities(priorities::pick_concerns);

            SectionNext "next-section" Council ["Tab", "Right", "l"] "section" 5: "go to the next section" "tab" => Council(council::next_section);
            SectionPrevious "previous-section" Council ["BackTab", "Left"] "section before" 0: "go to the section before" "tab" => Council(council::previous_section);
            Section1 "section-return" Council ["1"] "return" 0: "go to the return" "tab" => GoToSection(Section::Return);
            Section2 "section-priorities" Council ["2"] "priorities" 0: "go to the priorities" "tab" => GoToSection(Section::Priorities);
            Section3 "section-meetings" Council ["3"] "meetings" 0: "go to the meetings" "tab attendance" => GoToSection(Section::Meetings);
            Section4 "section-replies" Council ["4"] "replies" 0: "go to the replies and letters" "tab" => GoToSection(Section::Replies);
            Section5 "section-notes" Council ["5"] "notes" 0: "go to the notes" "tab" => GoToSection(Section::Notes);
            Section6 "section-history" Council ["6"] "history" 0: "go to the history" "tab journal" => GoToSection(Section::History);
            ItemDown "item-down" Council ["j", "Down"] "down" 0: "go to the next item" "move" => Move(Motion::Down);
            ItemUp "item-up" Council ["k", "Up"] "up" 0: "go to the item before" "move" => Move(Motion::Up);
            ItemPageDown "item-page-down" Council ["PgDn", "C-d"] "page down" 0: "go down a page" "move" => Move(Motion::PageDown);
            ItemPageUp "item-page-up" Council ["PgUp", "C-u"] "page up" 0: "go up a page" "move" => Move(Motion::PageUp);
            ItemOpen "item-open" Council ["Enter"] "change" 6: "change what is in focus" "edit correct" => Council(council::change_item);
            NextCouncil "next-council" Council ["J"] "next" 8: "go to the next council of the list" "move" => App(records::next_council);
            PreviousCouncil "previous-council" Council ["K"] "before" 0: "go to the council before in the list" "move" => App(records::previous_council);
            RoundsEarlier "rounds-earlier" Council ["<"] "earlier" 0: "scroll to earlier rounds where they stand side by side" "through history" => Council(council::earlier_rounds);
            RoundsLater "rounds-later" Council [">"] "later" 0: "scroll to later rounds where they stand side by side" "through history" => Council(council::later_rounds);
            AgreePriorities "agree" Council ["a"] "agree three" 0: "agree three of the priorities that were sent" "choose choice" => Council(council::agree_priorities);
            SettleConflict "settle" Council ["v"] "settle" 0: "settle a conflict: the return in focus holds" "conflict resolve" => Council(council::settle_conflict);
            Back "back" Council ["Esc"] "back" 9: "go back to the list" "close" => CloseLayer;

            RecordReturn "record-return" Global ["r"] "return" 1: "record a return: wish, priorities, frequency, method" "answer decline confirm" => WithFile(OnFileRead::Return);
            RecordMeeting "record-meeting" Global ["m"] "meeting" 2: "record or plan a meeting and who attended" "attendance visit diary" => App(records::record_meeting);
            WriteNote "note" Global ["n"] "note" 3: "write a note" "comment remark" => ForTargets(note::open);
            RecordReply "record-reply" Global ["h"] "heard" 4: "record that a council was heard from: a holding reply, a call" "holding reply phone mail" => ForTargets(reply::open);
            RecordLetter "letter" Global ["i"] "letter" 0: "record that the letter was sent, or came back" "invitation undelivered bounced address" => WithFile(OnFileRead::Letter);
            RecordProgress "progress" Global ["p"] "progress" 13: "note how far a priority has come" "priority note done" => Priority(PriorityForm::Progress);
            RecordAction "action" Global ["A", "a"] "action" 0: "record what is to be done about a priority, by whom and when" "promise task due owner" => Priority(PriorityForm::Action);
            RecordReview "review" Global ["V", "v"] "review" 0: "review a priority: it and our response changed or not" "quarter unchanged" => Priority(PriorityForm::Review);
            ClosePriority "close-priority" Global ["C"] "result" 0: "close a priority with its result in words, or open it again" "result solved done finish reopen" => Priority(PriorityForm::Close);
            RecordUpdate "update" Global ["w"] "update" 0: "record that a council was told about its priorities: a call, in writing" "told phone call written feedback" => ForTargets(update::open);
            RecordExcuse "decide" Global ["D"] "decide" 0: "decide that a council need not be met, with the hint and the reason" "excuse attendance hint not required" => WithFile(OnFileRead::Excuse);
            RecordTeamTold "team-told" Global ["T"] "team told" 0: "record that a council was told of its new team" "change handover" => WithFile(OnFileRead::TeamTold);
            ImportFiles "bring-in-files" Global [] "bring in" 0: "bring replies in from files and folders: mails and sheets" "import inbox mbox eml msg csv xlsx" => App(import::open);
            EditCategories "categories" Global [] "categories" 0: "edit the list of categories" "category list" => Form(categories::open);
            EditCouncil "edit-council" Global ["e"] "edit" 0: "edit the council: name, kind, team, contact, meeting pattern" "team contact clerk" => WithFile(OnFileRead::Details);
            Brief "brief" Global ["b"] "brief" 0: "read one page about the council before its meeting: what to tell it, what to ask" "page print before meeting" => WithFile(OnFileRead::Brief);
            Undo "undo" Global ["u"] "undo" 11: "undo the last change" "back revert" => App(records::undo);
            Redo "redo" Global ["C-r"] "redo" 0: "do again what was undone" "again" => App(records::redo);
            PreviousRound "round-before" Global ["["] "round before" 0: "go to the round before" "quarter" => App(records::previous_round);
            NextRound "round-after" Global ["]"] "round after" 0: "go to the round after" "quarter" => App(records::next_round);
            EditRound "round-dates" Global ["R"] "round dates" 0: "enter the letter's date or the deadline of the round" "deadline letter issued" => Form(round::open);
            OpenRound "open-round" Global ["O"] "open round" 0: "open the next round: every active council is asked again" "new quarter january" => App(records::open_round);
            AsAt "as-at" Global ["@"] "as at" 0: "see everything as at another day" "date today" => App(records::change_as_at);
            Copy "copy" Global ["y"] "copy" 0: "copy what is in focus to the clipboard" "yank clipboard" => App(records::copy);
            Palette "commands" Global [":", "C-p"] "commands" 12: "run any command by its name" "palette" => App(layers::open_palette);
            Help "keys" Global ["?", "F1"] "keys" 6: "show the keys that work here" "help" => App(layers::open_keys);
            Redraw "redraw" Global ["C-l"] "redraw" 0: "read everything again and draw the screen anew" "refresh reload" => App(records::redraw);
            Suspend "suspend" Global ["C-z"] "suspend" 0: "go to the shell; fg comes back" "shell background" => App(records::suspend);
            Quit "quit" Global ["q"] "quit" 0: "quit; asks only if a form was left unsaved" "exit leave" => App(records::quit);
            QuitNow "quit-now" Global ["C-c"] "quit" 0: "quit at once; unsaved forms are kept as drafts" "exit leave" => App(records::quit_now);

            FindAccept "find-done" Find ["Enter", "Down", "Tab"] "to the list" 1: "keep what was found and go to the list" "accept" => CloseLayer;
            FindUp "find-up" Find ["Up"] "up" 0: "go to the row before" "move" => Move(Motion::Up);
            FindCancel "find-cancel" Find ["Esc"] "clear" 2: "clear what was typed" "cancel" => App(filters::cancel_find);

            FieldNext "next-field" Form ["Tab", "Down"] "next field" 3: "go to the next field" "move" => App(open_form::next_field);
            FieldPrevious "previous-field" Form ["BackTab", "Up"] "field before" 0: "go to the field before" "move" => App(open_form::previous_field);
            FieldNextMain "next-main-field" Form ["Enter"] "next" 2: "go to the next main field; on the last one save" "move" => App(open_form::next_main_field);
            FormSave "save" Form ["C-s", "F2"] "save" 1: "save the form" "submit accept" => App(open_form::save);
            FormClose "close-form" Form ["Esc", "C-c"] "close" 4: "close the form; what was typed is kept as a draft" "cancel back" => App(open_form::close);
            FormReset "reset-form" Form ["C-x"] "start afresh" 0: "forget what was typed in this form" "clear discard" => App(open_form::reset);

            PickDown "pick-down" Pick ["Down", "C-n", "Tab"] "down" 0: "go to the next choice" "move" => Move(Motion::Down);
            PickUp "pick-up" Pick ["Up", "C-p", "BackTab"] "up" 0: "go to the choice before" "move" => Move(Motion::Up);
            PickToggle "pick-toggle" Pick ["Space"] "several" 2: "mark the choice, to take several" "tag" => App(layers::toggle_choice);
            PickAccept "pick-take" Pick ["Enter"] "take" 1: "take the choice" "accept" => App(layers::accept_choice);
            PickClose "pick-close" Pick ["Esc", "C-c"] "close" 3: "close the picker" "cancel" => CloseLayer;

            ChooseDown "choose-down" Choose ["j", "Down", "Tab"] "down" 0: "go to the next priority" "move" => Move(Motion::Down);
            ChooseUp "choose-up" Choose ["k", "Up", "BackTab"] "up" 0: "go to the priority before" "move" => Move(Motion::Up);
            ChooseToggle "choose-toggle" Choose ["Space"] "agree" 1: "agree the priority, or take that back" "tag" => App(layers::toggle_priority);
            ChooseSave "choose-save" Choose ["Enter", "C-s"] "save" 2: "save the priorities that are agreed" "accept" => App(layers::save_priorities);
            ChooseClose "choose-close" Choose ["Esc", "C-c", "q"] "close" 3: "leave the priorities as they are" "cancel" => CloseLayer;

            BriefDown "brief-down" Brief ["j", "Down"] "down" 0: "go down a line" "move scroll" => Move(Motion::Down);
            BriefUp "brief-up" Brief ["k", "Up"] "up" 0: "go up a line" "move scroll" => Move(Motion::Up);
            BriefPageDown "brief-page-down" Brief ["PgDn", "C-d", "Space"] "page down" 2: "go down a page" "move scroll" => Move(Motion::PageDown);
            BriefPageUp "brief-page-up" Brief ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll" => Move(Motion::PageUp);
            BriefCopy "brief-copy" Brief ["y"] "copy" 1: "copy the page to the clipboard" "yank clipboard" => App(layers::copy_brief);
            BriefClose "brief-close" Brief ["Esc", "q", "b", "C-c"] "close" 3: "close the brief" "back cancel" => CloseLayer;

            LookupDown "lookup-down" Lookup ["Down", "C-n", "Tab", "PgDn"] "down" 0: "go to the next line" "move" => Move(Motion::Down);
            LookupUp "lookup-up" Lookup ["Up", "C-p", "BackTab", "PgUp"] "up" 0: "go to the line before" "move" => Move(Motion::Up);
            LookupRun "lookup-take" Lookup ["Enter"] "run" 1: "run the command in focus" "accept" => RunFocused;
            LookupClose "lookup-close" Lookup ["Esc", "C-c", "F1"] "close" 2: "close" "cancel" => CloseLayer;
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

impl Scope {
    /// The scope's main commands, which may belong to wider scopes: the footer shows them first.
    pub fn first(self) -> &'static [Cmd] {
        match self {
            Self::Inbox => &[
                Cmd::InboxAccept,
                Cmd::InboxConflict,
                Cmd::InboxTakeSuggested,
                Cmd::InboxSetCouncil,
                Cmd::InboxRecordReply,
                Cmd::InboxDeclines,
                Cmd::InboxDismiss,
                Cmd::InboxDefer,
                Cmd::InboxEdit,
                Cmd::InboxSplit,
                Cmd::InboxSourceDown,
            ],
            Self::Priorities => &[Cmd::RecordProgress, Cmd::ClosePriority, Cmd::RecordAction],
            _ => &[],
        }
    }
}

impl Cmd {
    pub fn command(self) -> &'static Command {
        // One macro writes the enum and the table in the same order.
        &COMMANDS[self as usize]
    }
}
