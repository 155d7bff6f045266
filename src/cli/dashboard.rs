//! Starts the dashboard.

use super::failure::Failure;
use crate::cli::context::Invocation;
use crate::session::{ColorDepth, ExitReason, Session};
use crate::settings::{ColorWhen, Settings, SettingsError};

pub fn run(invocation: &Invocation, dashboard: fn(Session) -> anyhow::Result<ExitReason>) -> Result<(), Failure> {
    let session = build_session(invocation, false)?;
    run_session(session, dashboard)
}

/// A signal that ends the dashboard decides the exit code.
pub fn run_session(session: Session, dashboard: fn(Session) -> anyhow::Result<ExitReason>) -> Result<(), Failure> {
    match dashboard(session) {
        Ok(ExitReason::Quit) => Ok(()),
        Ok(ExitReason::Signal(signal)) => Err(Failure::Signal(signal)),
        // Only the dashboard knows which keys and commands exist, so it finds some mistakes in the settings.
        Err(error) if error.is::<SettingsError>() => Err(Failure::Usage(error.to_string())),
        Err(error) => Err(Failure::Failed(format!("{error:#}"))),
    }
}

/// # Errors
/// There is no terminal, or the settings are invalid.
pub fn build_session(invocation: &Invocation, demo: bool) -> Result<Session, Failure> {
    let environment = &invocation.environment;
    let (database, as_at, by) = (invocation.database()?, invocation.as_at()?, invocation.by()?);
    let mut settings = match &environment.settings {
        Some(path) => Settings::read(path).map_err(|error| Failure::Usage(error.to_string()))?,
        None => Settings::default(),
    };
    let options = &invocation.global;
    settings.theme = options.theme.unwrap_or(settings.theme);
    settings.mouse &= !options.no_mouse;
    settings.reader |= options.reader;
    if !environment.stdin_is_terminal || !environment.stdout_is_terminal {
        return Err(Failure::Failed(
            "the dashboard needs a terminal, and this is none. Nothing was changed. `charterdesk list` prints the \
             councils without one; `charterdesk help` names the other commands"
                .to_owned(),
        ));
    }
    let palette = match invocation.global.color {
        ColorWhen::Never => ColorDepth::None,
        ColorWhen::Auto if environment.no_color => ColorDepth::None,
        ColorWhen::Auto | ColorWhen::Always => environment.palette,
    };
    let light = environment.light;
    let ascii = invocation.global.ascii;
    let (home, program) = (environment.home.clone(), environment.program.clone());
    let (letters, clock) = (invocation.letters()?, invocation.clock);
    let views = environment.views.clone().filter(|_| !demo);
    let settings_path = environment.settings.clone();
    Ok(Session {
        database,
        as_at,
        home,
        program,
        letters,
        by,
        palette,
        light,
        ascii,
        demo,
        clock,
        settings,
        settings_path,
        views,
    })
}
