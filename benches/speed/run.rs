//! What the benches of subcommands have in common.

use std::process::ExitCode;

/// Runs a measurement, which says whether its aims are kept. With `--check` a missed aim fails.
pub fn run(bench: &str, measure: fn() -> Result<bool, String>) -> ExitCode {
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    if !asked("--bench") {
        // `cargo test --benches` runs this too, in a build whose speed means nothing.
        eprintln!("nothing was measured: cargo bench --bench {bench} measures");
        return ExitCode::SUCCESS;
    }
    match measure() {
        Ok(false) if asked("--check") => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("nothing was measured: {why}");
            ExitCode::FAILURE
        }
    }
}
