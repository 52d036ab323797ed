//! README's commands. `cargo xtask run` and `cargo xtask test` install what is missing, build, and run or test.
//!
//! Standard library only: the first command on a fresh machine must not wait for a helper's dependencies.

mod fuzz;
mod machine;
mod steps;

use std::process::ExitCode;

const USAGE: &str = "\
用法 Usage: cargo xtask COMMAND

  run      安装所缺、构建,打开演示医院的窗口;没有显示器时改为无界面运行,结果写入 out/demo
           installs what is missing, builds, opens the window on the demonstration hospital;
           without a display does the same job headless into out/demo
  test     全部测试(含界面与窗口) every test, UI and window included
  setup    只安装所缺 only installs what is missing
  ui       只构建界面 only builds the UI
  shots    重拍 README 的截图 takes README's screenshots again
  demo     重新生成演示医院的工作簿 generates the demonstration workbooks again
  bench    性能对比,见 tests/bench/README.md ratios against the bound and peers, see tests/bench/README.md
  fuzz     模糊测试,每个目标若干秒(默认 60) every fuzz target for so many seconds (60)
  nightly  长时间的检验,见 tests/README.md the long campaigns, see tests/README.md
";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let outcome = match command.as_str() {
        "run" => steps::run(),
        "test" => steps::test(),
        "setup" => steps::setup(true),
        "ui" => steps::build_ui(),
        "shots" => steps::shots(),
        "demo" => steps::demo(),
        "bench" => steps::bench(std::env::args().skip(2)),
        "fuzz" => fuzz::run(std::env::args().nth(2).as_deref(), None),
        "nightly" => steps::nightly(),
        _ => {
            eprint!("{USAGE}");
            return if command.is_empty() || command == "help" || command == "--help" {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}
