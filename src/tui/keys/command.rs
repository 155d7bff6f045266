//! THE table of commands: from it come the handler, the footer, the help, the palette, the printed list of keys and the
//! user's overrides.

/// Where a key means something. A layer names its scopes, the innermost first ([`crate::tui::app::layer::Layer::scopes`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What all screens at the bottom share: moving, filtering, going from one to another.
    Tabs,
    /// The list of councils.
    Councils,
    /// The inbox.
    Inbox,
    /// The diary.
    Diary,
    /// The priorities of all councils.
    Priorities,
    /// One council's own screen.
    Council,
    /// All of these: the verbs, and what is the same everywhere outside a text field.
    Global,
    /// The find field.
    Find,
    /// A form.
    Form,
    /// A picker.
    Pick,
    /// Two answers that disagree.
    Conflict,
    /// Choosing which priorities are agreed.
    Choose,
    /// The plan.
    Plan,
    /// The columns of a sheet.
    Mapping,
    /// While replies are brought in.
    ImportProgress,
    /// What came in.
    ImportReport,
    /// The promises, counted.
    Table,
    /// The page about a council before its meeting.
    Brief,
    /// The list of keys, and the palette.
    Lookup,
}

impl Scope {
    /// What the help calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tabs => "In every list",
            Self::Councils => "In the list of councils",
            Self::Inbox => "In the inbox",
            Self::Diary => "In the diary",
            Self::Priorities => "In the priorities",
            Self::Council => "In a council",
            Self::Global => "Everywhere outside a form",
            Self::Find => "While finding",
            Self::Form => "In a form",
            Self::Pick => "In a picker",
            Self::Conflict => "While two answers disagree",
            Self::Choose => "While choosing priorities",
            Self::Plan => "In the plan",
            Self::Mapping => "In the columns of a sheet",
            Self::ImportProgress => "While replies are brought in",
            Self::ImportReport => "In what was brought in",
            Self::Table => "In the table of promises",
            Self::Brief => "In the brief",
            Self::Lookup => "In help and commands",
        }
    }

    /// The commands that this scope is for, of wider ones too: its footer shows them before all others.
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

/// One row of the table.
#[derive(Debug)]
pub struct Command {
    /// Which command.
    pub id: Cmd,
    /// Its name, for overrides and the palette.
    pub name: &'static str,
    /// Where its keys hold.
    pub scope: Scope,
    /// Its default keys.
    pub keys: &'static [&'static str],
    /// One word for the footer.
    pub label: &'static str,
    /// A sentence without a full stop for the help.
    pub help: &'static str,
    /// Other words by which the palette finds it.
    pub synonyms: &'static str,
    /// Its rank in the footer, from 1; 0 keeps it out.
    pub pinned: u8,
}

macro_rules! commands {
    ($($id:ident $name:literal $scope:ident [$($key:literal),*] $label:literal $pinned:literal: $help:literal $synonyms:literal;)+) => {
        /// Every command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Cmd { $(#[doc = $help] $id,)+ }

        /// The table.
        pub const COMMANDS: &[Command] = &[$(Command {
            id: Cmd::$id, name: $name, scope: Scope::$scope, keys: &[$($key),*], label: $label, help: $help,
            synonyms: $synonyms, pinned: $pinned,
        },)+];
    };
}

commands! {
    ToCouncils "councils" Tabs ["1"] "councils" 0: "go to the list of councils" "tab screen register";
    ToInbox "inbox" Tabs ["2"] "inbox" 0: "go to the inbox: the replies that came in and wait for you" "tab screen mail replies triage";
    ToDiary "diary" Tabs ["3"] "diary" 0: "go to the diary: meetings past and coming, and the promise of the quarter" "tab screen calendar agenda meetings";
    ToPriorities "priorities" Tabs ["4"] "priorities" 0: "go to the priorities of all councils" "tab screen actions";
    Down "down" Tabs ["j", "Down"] "down" 0: "go to the next row" "move";
    Up "up" Tabs ["k", "Up"] "up" 0: "go to the row before" "move";
    PageDown "page-down" Tabs ["PgDn", "C-d"] "page down" 0: "go down a page" "move";
    PageUp "page-up" Tabs ["PgUp", "C-u"] "page up" 0: "go up a page" "move";
    First "first" Tabs ["g", "Home"] "first" 0: "go to the first row" "move top";
    Last "last" Tabs ["G", "End"] "last" 0: "go to the last row" "move bottom";
    NextGroup "next-group" Tabs ["}", "Tab"] "next group" 0: "go to the next group: a county, a day, a need" "county day move";
    PreviousGroup "previous-group" Tabs ["{", "BackTab"] "group before" 0: "go to the group before: a county, a day, a need" "county day move";
    Open "open" Tabs ["Enter"] "open" 10: "open the council, or fold the group" "drill detail view";
    Find "find" Tabs ["/"] "find" 5: "find a council as you type" "search name";
    FilterCounty "county" Tabs ["c"] "county" 7: "show one county; c again for all" "filter area";
    FilterShow "show" Tabs ["f"] "show" 8: "show only missed, silent, late, holding, confirmed …" "filter status";
    FilterDistrict "district" Tabs ["d"] "district" 0: "show one district" "filter area";
    FilterTeam "team" Tabs ["t"] "team" 0: "show one team" "filter snt";
    FilterMissed "missed" Tabs ["!"] "missed" 9: "show the councils that missed the deadline, in their four groups" "filter late silent triage";
    ClearFilters "clear-filters" Tabs ["Esc"] "clear filters" 0: "clear every filter" "reset all";

    Fold "fold" Councils ["Left", "z"] "fold" 0: "fold the group" "collapse close";
    Unfold "unfold" Councils ["Right"] "unfold" 0: "unfold the group" "expand";
    FoldAll "fold-all" Councils ["Z"] "fold all" 0: "fold all groups, or unfold them" "collapse expand";
    Tag "tag" Councils ["Space"] "tag" 0: "tag the council, so that a verb acts on all that are tagged" "select mark";
    ClearTags "clear-tags" Councils ["x"] "untag" 0: "take all tags away" "deselect unmark";

    InboxAccept "accept" Inbox ["a"] "accept" 0: "record what is proposed, and go to the next" "take yes confirm return";
    InboxSetCouncil "whose" Inbox ["C"] "council" 0: "say which council it is from" "match correct assign";
    InboxRecordReply "record-heard" Inbox ["h"] "heard" 0: "record that the council was heard from and will answer later" "holding reply";
    InboxDeclines "declines" Inbox ["d"] "declines" 0: "record that the council does not wish to take part" "no refuse";
    InboxDismiss "not-for-us" Inbox ["x"] "not for us" 0: "put it away: it is no reply to the letter" "junk spam dismiss";
    InboxDefer "later" Inbox ["l"] "later" 0: "put it off; once more takes it up again" "postpone defer snooze";
    InboxEdit "edit-proposed" Inbox ["Enter"] "edit" 0: "open the proposed return as a form; saving it settles the item" "change correct form";
    InboxTakeSuggested "take-offered" Inbox ["+"] "take offered" 0: "take what is only offered into the proposed return" "fill in accept all";
    InboxConflict "conflict" Inbox ["v"] "conflict" 0: "see the return on record and this one side by side, and say which holds" "disagree resolve settle";
    InboxSplit "split" Inbox ["S"] "split" 0: "split it over the councils that it speaks for" "several councils divide";
    InboxOpen "open-council" Inbox ["o"] "open" 0: "open the council's own screen" "detail view";
    InboxSourceDown "source-down" Inbox ["J"] "scroll" 0: "scroll down what came in" "mail text move";
    InboxSourceUp "source-up" Inbox ["K"] "scroll up" 0: "scroll up what came in" "mail text move";
    InboxToggleQuoted "whole-text" Inbox ["W"] "whole text" 0: "show the whole text with what was quoted, or hide that again" "quoted original mail";
    InboxToggleSource "source" Inbox ["s"] "source" 0: "on a narrow screen show what came in, or the proposed return again" "mail text proposal";

    KeepRecorded "record-holds" Conflict ["1"] "the one on record holds" 1: "the return on record holds; this one is kept, and out of account" "old earlier";
    UseNew "new-holds" Conflict ["2"] "the new one holds" 2: "this return holds in place of the one on record" "newer later";
    KeepBoth "keep-both" Conflict ["3"] "keep both" 3: "keep both as a conflict until the council has said which it means" "undecided";
    ConflictClose "conflict-close" Conflict ["Esc", "q", "C-c"] "close" 4: "decide nothing" "back cancel";
    Import "bring-in" Inbox ["i"] "bring in" 1: "bring replies in from files and folders: mails and sheets" "import read mbox eml msg csv xlsx";

    ColumnDown "column-down" Mapping ["j", "Down", "Tab"] "down" 0: "go to the next column" "move";
    ColumnUp "column-up" Mapping ["k", "Up", "BackTab"] "up" 0: "go to the column before" "move";
    ColumnPageDown "column-page-down" Mapping ["PgDn", "C-d"] "page down" 0: "go down a page" "move";
    ColumnPageUp "column-page-up" Mapping ["PgUp", "C-u"] "page up" 0: "go up a page" "move";
    ColumnFirst "column-first" Mapping ["g", "Home"] "first" 0: "go to the first column" "move top";
    ColumnLast "column-last" Mapping ["G", "End"] "last" 0: "go to the last column" "move bottom";
    ColumnNext "column-next" Mapping ["Space", "Right"] "next meaning" 2: "take the next meaning for this column" "cycle";
    ColumnPrevious "column-before" Mapping ["Left"] "meaning before" 0: "take the meaning before for this column" "cycle";
    ColumnPick "column-pick" Mapping ["Enter"] "choose" 3: "choose what this column means from a list" "pick meaning";
    ColumnsConfirm "columns-confirm" Mapping ["C-s", "F2"] "confirm" 1: "confirm what the columns mean, and read the sheet by that" "save accept";
    ColumnsSkip "columns-leave-out" Mapping ["x"] "leave out" 4: "leave this sheet out, and go on with the others" "skip pass over";
    ColumnsClose "columns-close" Mapping ["Esc", "C-c"] "close" 5: "go back to the files; nothing is brought in" "cancel back";

    ImportStop "bring-stop" ImportProgress ["Esc", "C-c"] "stop" 1: "stop: nothing is taken in then" "cancel";

    ReportDown "brought-down" ImportReport ["j", "Down"] "down" 0: "go down a line" "move scroll";
    ReportUp "brought-up" ImportReport ["k", "Up"] "up" 0: "go up a line" "move scroll";
    ReportPageDown "brought-page-down" ImportReport ["PgDn", "C-d", "Space"] "page down" 3: "go down a page" "move scroll";
    ReportPageUp "brought-page-up" ImportReport ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll";
    ReportFirst "brought-first" ImportReport ["g", "Home"] "first" 0: "go to the first line" "move top";
    ReportLast "brought-last" ImportReport ["G", "End"] "last" 0: "go to the last line" "move bottom";
    ReportUndo "brought-undo" ImportReport ["u"] "undo" 2: "undo it: all that came in goes out again" "back revert";
    ReportClose "brought-close" ImportReport ["Esc", "Enter", "q", "C-c"] "close" 1: "close what was brought in" "back";

    AttendInPerson "attend" Diary ["a"] "attend" 1: "we mean to be there; once more takes that back" "plan in person go";
    AttendDigitally "attend-digitally" Diary ["v"] "by video" 0: "we mean to take part by video; once more takes that back" "plan digital online";
    AttendInWriting "update-in-writing" Diary ["W"] "in writing" 0: "we mean to send a written update; once more takes that back" "plan letter";
    CancelMeeting "call-off" Diary ["x"] "call off" 1: "the council has called the meeting off; once more and it is held after all" "cancel exception";
    MakePlan "plan" Diary ["P"] "plan" 1: "propose which meetings to attend with the duty days that there are" "duty shifts roster propose";
    ShowPromises "promises" Diary ["="] "totals" 1: "count the promise of the quarter by county and by team, the missed ones by reason" "table counts statistics";
    PreviousMonth "month-before" Diary ["<"] "month before" 0: "go to the month before" "calendar move";
    NextMonth "month-after" Diary [">"] "month after" 0: "go to the month after" "calendar move";
    DiaryToday "diary-today" Diary ["."] "today" 0: "go to the as-at day" "now calendar move";

    PlanDown "plan-down" Plan ["j", "Down", "Tab"] "down" 0: "go to the next council" "move";
    PlanUp "plan-up" Plan ["k", "Up", "BackTab"] "up" 0: "go to the council before" "move";
    PlanPageDown "plan-page-down" Plan ["PgDn", "C-d"] "page down" 0: "go down a page" "move";
    PlanPageUp "plan-page-up" Plan ["PgUp", "C-u"] "page up" 0: "go up a page" "move";
    PlanInPerson "plan-in-person" Plan ["i"] "person" 2: "go to this meeting, and plan the rest round it" "override attend";
    PlanDigitally "plan-digitally" Plan ["d"] "digital" 3: "take part by video, and plan the rest round it" "override";
    PlanWritten "plan-in-writing" Plan ["w"] "write" 4: "send a written update, and plan the rest round it" "override";
    PlanLeaveOut "plan-leave-out" Plan ["x"] "leave out" 5: "leave the council out, and plan the rest" "override cannot";
    PlanNextWay "plan-next-way" Plan ["Space", "Right"] "next way" 0: "take the next way for this council" "override cycle";
    PlanPreviousWay "plan-way-before" Plan ["Left"] "way before" 0: "take the way before for this council" "override cycle";
    PlanOtherMeeting "plan-other" Plan ["o"] "other day" 6: "go to another meeting of this council" "override day";
    PlanUnpin "plan-free" Plan ["u", "Backspace"] "free" 7: "let the plan choose for this council again" "undo override";
    PlanAccept "plan-accept" Plan ["Enter", "C-s", "F2"] "accept" 1: "put the plan into the diary, as one change" "save";
    PlanClose "plan-close" Plan ["Esc", "q", "C-c"] "back" 8: "go back to what the plan was asked from" "close cancel";

    TableDown "table-down" Table ["j", "Down"] "down" 0: "go to the next line" "move";
    TableUp "table-up" Table ["k", "Up"] "up" 0: "go to the line before" "move";
    TableGroupBy "table-by" Table ["Tab", "t", "c"] "county or team" 1: "count by team instead of by county, or the other way round" "group";
    TableClose "table-close" Table ["Esc", "Enter", "=", "q", "C-c"] "close" 2: "close the table" "back";

    GroupBy "group-by" Priorities ["s"] "group by" 2: "group by category, county, team or age, one after the other" "sort order category county team age";
    ShowConcerns "concerns" Priorities ["x"] "concerns" 1: "show only what is stale, overdue, due this week, or untouched" "filter stale overdue due untouched attention";

    SectionNext "next-section" Council ["Tab", "Right", "l"] "section" 5: "go to the next section" "tab";
    SectionPrevious "previous-section" Council ["BackTab", "Left"] "section before" 0: "go to the section before" "tab";
    Section1 "section-return" Council ["1"] "return" 0: "go to the return" "tab";
    Section2 "section-priorities" Council ["2"] "priorities" 0: "go to the priorities" "tab";
    Section3 "section-meetings" Council ["3"] "meetings" 0: "go to the meetings" "tab attendance";
    Section4 "section-replies" Council ["4"] "replies" 0: "go to the replies and letters" "tab";
    Section5 "section-notes" Council ["5"] "notes" 0: "go to the notes" "tab";
    Section6 "section-history" Council ["6"] "history" 0: "go to the history" "tab journal";
    ItemDown "item-down" Council ["j", "Down"] "down" 0: "go to the next item" "move";
    ItemUp "item-up" Council ["k", "Up"] "up" 0: "go to the item before" "move";
    ItemPageDown "item-page-down" Council ["PgDn", "C-d"] "page down" 0: "go down a page" "move";
    ItemPageUp "item-page-up" Council ["PgUp", "C-u"] "page up" 0: "go up a page" "move";
    ItemOpen "item-open" Council ["Enter"] "change" 6: "change what is in focus" "edit correct";
    NextCouncil "next-council" Council ["J"] "next" 8: "go to the next council of the list" "move";
    PreviousCouncil "previous-council" Council ["K"] "before" 0: "go to the council before in the list" "move";
    RoundsEarlier "rounds-earlier" Council ["<"] "earlier" 0: "scroll to earlier rounds where they stand side by side" "through history";
    RoundsLater "rounds-later" Council [">"] "later" 0: "scroll to later rounds where they stand side by side" "through history";
    AgreePriorities "agree" Council ["a"] "agree three" 0: "agree three of the priorities that were sent" "choose choice";
    SettleConflict "settle" Council ["v"] "settle" 0: "settle a conflict: the return in focus holds" "conflict resolve";
    Back "back" Council ["Esc"] "back" 9: "go back to the list" "close";

    RecordReturn "record-return" Global ["r"] "return" 1: "record a return: wish, priorities, frequency, method" "answer decline confirm";
    RecordMeeting "record-meeting" Global ["m"] "meeting" 2: "record or plan a meeting and who attended" "attendance visit diary";
    WriteNote "note" Global ["n"] "note" 3: "write a note" "comment remark";
    RecordReply "record-reply" Global ["h"] "heard" 4: "record that a council was heard from: a holding reply, a call" "holding reply phone mail";
    RecordLetter "letter" Global ["i"] "letter" 0: "record that the letter was sent, or came back" "invitation undelivered bounced address";
    RecordProgress "progress" Global ["p"] "progress" 13: "note how far a priority has come" "priority note done";
    RecordAction "action" Global ["A", "a"] "action" 0: "record what is to be done about a priority, by whom and when" "promise task due owner";
    RecordReview "review" Global ["V", "v"] "review" 0: "review a priority: it and our response changed or not" "quarter unchanged";
    ClosePriority "close-priority" Global ["C"] "result" 0: "close a priority with its result in words, or open it again" "result solved done finish reopen";
    RecordUpdate "update" Global ["w"] "update" 0: "record that a council was told about its priorities: a call, in writing" "told phone call written feedback";
    RecordExcuse "decide" Global ["D"] "decide" 0: "decide that a council need not be met, with the hint and the reason" "excuse attendance hint not required";
    RecordTeamTold "team-told" Global ["T"] "team told" 0: "record that a council was told of its new team" "change handover";
    ImportFiles "bring-in-files" Global [] "bring in" 0: "bring replies in from files and folders: mails and sheets" "import inbox mbox eml msg csv xlsx";
    EditCategories "categories" Global [] "categories" 0: "edit the list of categories" "category list";
    EditCouncil "edit-council" Global ["e"] "edit" 0: "edit the council: name, kind, team, contact, meeting pattern" "team contact clerk";
    Brief "brief" Global ["b"] "brief" 0: "read one page about the council before its meeting: what to tell it, what to ask" "page print before meeting";
    Undo "undo" Global ["u"] "undo" 11: "undo the last change" "back revert";
    Redo "redo" Global ["C-r"] "redo" 0: "do again what was undone" "again";
    PreviousRound "round-before" Global ["["] "round before" 0: "go to the round before" "quarter";
    NextRound "round-after" Global ["]"] "round after" 0: "go to the round after" "quarter";
    EditRound "round-dates" Global ["R"] "round dates" 0: "enter the letter's date or the deadline of the round" "deadline letter issued";
    OpenRound "open-round" Global ["O"] "open round" 0: "open the next round: every active council is asked again" "new quarter january";
    AsAt "as-at" Global ["@"] "as at" 0: "see everything as at another day" "date today";
    Copy "copy" Global ["y"] "copy" 0: "copy what is in focus to the clipboard" "yank clipboard";
    Palette "commands" Global [":", "C-p"] "commands" 12: "run any command by its name" "palette";
    Help "keys" Global ["?", "F1"] "keys" 6: "show the keys that work here" "help";
    Redraw "redraw" Global ["C-l"] "redraw" 0: "read everything again and draw the screen anew" "refresh reload";
    Suspend "suspend" Global ["C-z"] "suspend" 0: "go to the shell; fg comes back" "shell background";
    Quit "quit" Global ["q"] "quit" 0: "quit; asks only if a form was left unsaved" "exit leave";
    QuitNow "quit-now" Global ["C-c"] "quit" 0: "quit at once; unsaved forms are kept as drafts" "exit leave";

    FindAccept "find-done" Find ["Enter", "Down", "Tab"] "to the list" 1: "keep what was found and go to the list" "accept";
    FindUp "find-up" Find ["Up"] "up" 0: "go to the row before" "move";
    FindCancel "find-cancel" Find ["Esc"] "clear" 2: "clear what was typed" "cancel";

    FieldNext "next-field" Form ["Tab", "Down"] "next field" 3: "go to the next field" "move";
    FieldPrevious "previous-field" Form ["BackTab", "Up"] "field before" 0: "go to the field before" "move";
    FieldNextMain "next-main-field" Form ["Enter"] "next" 2: "go to the next main field; on the last one save" "move";
    FormSave "save" Form ["C-s", "F2"] "save" 1: "save the form" "submit accept";
    FormClose "close-form" Form ["Esc", "C-c"] "close" 4: "close the form; what was typed is kept as a draft" "cancel back";
    FormReset "reset-form" Form ["C-x"] "start afresh" 0: "forget what was typed in this form" "clear discard";

    PickDown "pick-down" Pick ["Down", "C-n", "Tab"] "down" 0: "go to the next choice" "move";
    PickUp "pick-up" Pick ["Up", "C-p", "BackTab"] "up" 0: "go to the choice before" "move";
    PickToggle "pick-toggle" Pick ["Space"] "several" 2: "mark the choice, to take several" "tag";
    PickAccept "pick-take" Pick ["Enter"] "take" 1: "take the choice" "accept";
    PickClose "pick-close" Pick ["Esc", "C-c"] "close" 3: "close the picker" "cancel";

    ChooseDown "choose-down" Choose ["j", "Down", "Tab"] "down" 0: "go to the next priority" "move";
    ChooseUp "choose-up" Choose ["k", "Up", "BackTab"] "up" 0: "go to the priority before" "move";
    ChooseToggle "choose-toggle" Choose ["Space"] "agree" 1: "agree the priority, or take that back" "tag";
    ChooseSave "choose-save" Choose ["Enter", "C-s"] "save" 2: "save the priorities that are agreed" "accept";
    ChooseClose "choose-close" Choose ["Esc", "C-c", "q"] "close" 3: "leave the priorities as they are" "cancel";

    BriefDown "brief-down" Brief ["j", "Down"] "down" 0: "go down a line" "move scroll";
    BriefUp "brief-up" Brief ["k", "Up"] "up" 0: "go up a line" "move scroll";
    BriefPageDown "brief-page-down" Brief ["PgDn", "C-d", "Space"] "page down" 2: "go down a page" "move scroll";
    BriefPageUp "brief-page-up" Brief ["PgUp", "C-u"] "page up" 0: "go up a page" "move scroll";
    BriefCopy "brief-copy" Brief ["y"] "copy" 1: "copy the page to the clipboard" "yank clipboard";
    BriefClose "brief-close" Brief ["Esc", "q", "b", "C-c"] "close" 3: "close the brief" "back cancel";

    LookupDown "lookup-down" Lookup ["Down", "C-n", "Tab", "PgDn"] "down" 0: "go to the next line" "move";
    LookupUp "lookup-up" Lookup ["Up", "C-p", "BackTab", "PgUp"] "up" 0: "go to the line before" "move";
    LookupRun "lookup-take" Lookup ["Enter"] "run" 1: "run the command in focus" "accept";
    LookupClose "lookup-close" Lookup ["Esc", "C-c", "F1"] "close" 2: "close" "cancel";
}

impl Cmd {
    /// Its row of the table.
    pub fn command(self) -> &'static Command {
        // The enum and the table are written by one macro, in one order.
        &COMMANDS[self as usize]
    }
}

/// The keys as a Markdown page, for the manual.
pub fn keys_markdown() -> String {
    let keymap = super::keymap::Keymap::default();
    let mut page = String::from("# Keys\n");
    let mut scopes: Vec<Scope> = Vec::new();
    for command in COMMANDS {
        if !scopes.contains(&command.scope) {
            scopes.push(command.scope);
        }
    }
    for scope in scopes {
        page.push_str(&format!("\n## {}\n\n| key | command | does |\n| --- | --- | --- |\n", scope.title()));
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys = keymap.keys(command.id).replace('|', "\\|");
            page.push_str(&format!("| {keys} | {} | {} |\n", command.name, command.help));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, keys_markdown};
    use std::collections::HashSet;

    #[test]
    fn the_table_and_the_enum_agree() {
        let mut names = HashSet::new();
        for command in COMMANDS {
            assert_eq!(command.id.command().name, command.name);
            assert!(names.insert(command.name), "two commands called {}", command.name);
        }
    }

    #[test]
    fn the_printed_list_holds_every_command() {
        let page = keys_markdown();
        assert!(COMMANDS.iter().all(|command| page.contains(command.help)));
    }
}
