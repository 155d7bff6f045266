//! `record`: replies and meetings.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::answers::{AgreeArgs, LetterArgs, PriorityArgs, SettleArgs};
use super::details::{ContactArgs, DetailsArgs, NameListArgs};
use crate::cli::args::area::AreaArgs;
use crate::cli::args::priority_work::{
    ActionArgs, ExcuseArgs, ProgressArgs, ResultArgs, ReviewArgs, ToldArgs, UpdateArgs,
};
use crate::cli::args::reporting::{EventArgs, IssueReportArgs, RequestArgs};
use crate::cli::args::team::{OfficerArgs, TeamArgs};
use crate::cli::args::view::{SeveralArgs, TargetArgs};
use charter::meeting::{Attendance, Intent};

/// `record …`.
#[derive(Debug, Subcommand)]
pub enum RecordCommand {
    /// The council's confirmed answer: wish, priorities, frequency, method
    Return(ReturnArgs),
    /// Which of two returns that disagree applies
    Settle(SettleArgs),
    /// Which priorities are agreed, of more than three that the council sent
    Agree(AgreeArgs),
    /// The agreed words or the category of a priority
    Priority(PriorityArgs),
    /// That the letter was sent to councils, or came back
    Letter(LetterArgs),
    /// A reply that is no return: a holding reply, a call
    Reply(ReplyArgs),
    /// A meeting, past or planned, and the team's attendance. On a day with a meeting on record, what is given changes it
    Meeting(MeetingArgs),
    /// A note of your own
    Note(NoteArgs),
    /// Progress on a priority
    Progress(ProgressArgs),
    /// An action about a priority, or its completion
    Action(ActionArgs),
    /// The quarterly review of a priority
    Review(ReviewArgs),
    /// The result of a priority, which closes it; or reopen it
    Result(ResultArgs),
    /// An update to the council about its priorities
    Update(UpdateArgs),
    /// Your decision that the council need not be met in the quarter
    Excuse(ExcuseArgs),
    /// When the council was told of its new team
    Told(ToldArgs),
    /// Whom to write to at a council: a role with its addresses. Several councils share one contact
    Contact(ContactArgs),
    /// Details of a council: team, name, kind, contact, meeting pattern
    Details(DetailsArgs),
    /// A team: its head's role, mailbox, phone, and its days; without a name all are printed
    Team(TeamArgs),
    /// A county or district: its ONS code, its days and its successor; without a name all are printed
    Area(AreaArgs),
    /// The post that is a council's named contact
    Officer(OfficerArgs),
    /// What a public body asked for, and with what it was answered; without options all are printed
    Request(RequestArgs),
    /// A report that was issued, with its figures; or what changed since
    IssueReport(IssueReportArgs),
    /// A surgery, street briefing, committee meeting or other event for the public; without options all are printed
    Event(EventArgs),
    /// The list of categories; without names it is printed
    Categories(NameListArgs),
    /// The list of the charter's aims, tags of priorities and actions; without names it is printed
    Aims(NameListArgs),
    /// Your own reasons of not attending, beside those of the charter; without names they are printed
    Reasons(NameListArgs),
}

/// `record return`.
#[derive(Args, Debug)]
pub struct ReturnArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// When the council sent it: a date, with a time if known (2023-09-30T23:30Z)
    #[arg(long, value_name = "DATE[TTIME]", allow_hyphen_values = true, required_unless_present = "correct")]
    pub received: Option<String>,
    /// Whether it wishes to take part
    #[arg(long, value_parser = ["yes", "no", "unknown"], required_unless_present = "correct")]
    pub wish: Option<String>,
    /// Correct this recorded return: its id in `show`, or the day on which it was received. What is not given stays
    #[arg(long, value_name = "ID|DATE")]
    pub correct: Option<String>,
    /// It disagrees with the recorded return: keep both until the council says which it means
    #[arg(long, conflicts_with = "correct")]
    pub disagrees: bool,
    /// A priority, in the council's words; repeat it for each. More than three are kept, of which three can be agreed.
    /// Without any, those of the current return stay; '' removes them. = keeps the priority agreed last under this
    /// number, =2 the second, '=1 new words' the first in other words
    #[arg(long = "priority", value_name = "TEXT")]
    pub priorities: Vec<String>,
    /// The category of a priority, by its number in this return: 1=speeding; repeat it for each
    #[arg(long = "category", value_name = "N=NAME")]
    pub categories: Vec<String>,
    /// monthly, quarterly, six-monthly, yearly, as-needed, not-stated, or the council's own words
    #[arg(long, value_name = "WORDS")]
    pub frequency: Option<String>,
    /// in-person, digital, written-update, phone, not-required, not-stated, or the council's own words
    #[arg(long, value_name = "WORDS")]
    pub method: Option<String>,
    /// Its views, in its own words; - reads them from stdin
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub views: Option<String>,
}

/// `record reply`.
#[derive(Args, Debug)]
pub struct ReplyArgs {
    #[command(flatten)]
    pub targets: SeveralArgs,
    /// When the council sent it: a date, with a time if known (2023-09-30T23:30Z)
    #[arg(long, value_name = "DATE[TTIME]", allow_hyphen_values = true)]
    pub received: String,
    /// The text as received; - reads it from stdin
    #[arg(long, allow_hyphen_values = true)]
    pub text: String,
    /// The channel: e-mail, phone, at a meeting
    #[arg(long, default_value = "", hide_default_value = true)]
    pub channel: String,
    /// The sender's role: clerk, chair
    #[arg(long, value_name = "ROLE", default_value = "", hide_default_value = true)]
    pub from: String,
}

/// `record meeting`.
#[derive(Args, Debug)]
pub struct MeetingArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The date of the meeting
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: String,
    /// How the team attended
    #[arg(long, value_parser = attendances())]
    pub attendance: Option<String>,
    /// How the team plans to attend a future meeting [default: in-person]
    #[arg(long, value_parser = plans())]
    pub plan: Option<String>,
    /// The council has cancelled it; --cancelled=no if it has not
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "yes", value_parser = ["yes", "no"])]
    pub cancelled: Option<String>,
    /// Another day for a meeting on record
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub move_to: Option<String>,
    /// Which of several meetings of that day, by its id
    #[arg(long, value_name = "ID")]
    pub meeting: Option<i64>,
    /// A second meeting of that day, at another time
    #[arg(long, requires = "at", conflicts_with_all = ["meeting", "move_to"])]
    pub another: bool,
    /// The day of the council's pattern that this meeting replaces
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub instead_of: Option<String>,
    /// Progress on a priority, as 1=TEXT: its number, or #ID; repeat it for each
    #[arg(long = "progress", value_name = "N=TEXT")]
    pub progress: Vec<String>,
    /// The council got an update about its priorities at the meeting, or in writing
    #[arg(long)]
    pub update: bool,
    /// Why nobody attended: operational-pressure, off-duty, leave, short-notice, council-cancelled, other, or one of your
    /// own list (`record reasons`)
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// The hours of officers that an abstraction took; '' for none
    #[arg(long, value_name = "N")]
    pub hours: Option<String>,
    /// Who attended, as a role or a collar number; repeat it for each; '' for nobody
    #[arg(long = "officer", value_name = "WHO")]
    pub officers: Vec<String>,
    /// Notes on the meeting; - reads them from stdin
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// The time, as 19:30
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// The venue
    #[arg(long)]
    pub place: Option<String>,
    /// The priorities covered, by number: 1,2
    #[arg(long, value_name = "PLACES", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=3))]
    pub covers: Vec<u8>,
}

/// The value of `--attendance` for a meeting that is still to come.
const PLANNED: &str = "planned";

/// The value of `--plan` that removes the plan to attend.
const NO_PLAN: &str = "none";

fn attendances() -> PossibleValuesParser {
    PossibleValuesParser::new(Attendance::ALL.iter().map(|attendance| attendance.code()).chain([PLANNED]))
}

fn plans() -> PossibleValuesParser {
    PossibleValuesParser::new(Intent::ALL.iter().map(|intent| intent.code()).chain([NO_PLAN]))
}

/// `record note`.
#[derive(Args, Debug)]
pub struct NoteArgs {
    #[command(flatten)]
    pub targets: SeveralArgs,
    /// The text; - reads it from stdin
    #[arg(long, allow_hyphen_values = true)]
    pub text: String,
    /// The date of the note [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}
