//! The board workbook on the demonstration hospital: its model is the program's, its formulas are its model, and an
//! independent program that recalculates them gets the same figures.

use std::path::Path;

use yingheng_core::facts::Facts;
use yingheng_core::issue::Message;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::Fraction;
use yingheng_core::report::board::{Assumptions, BoardModel};
use yingheng_core::report::{break_evens, charts, headline, segments};
use yingheng_core::run::{self, Run};
use yingheng_core::scenario::{Ground, Lever, Override, Resolved, Scenario, resolve};
use yingheng_io::workbook_out::{Board, Words, write_board};
use yingheng_tests::demo;
use yingheng_tests::recalculation::{
    available, differences, falsified, formula_values, recalculate,
};
use yingheng_tests::window::Fault;

struct Keys;
impl Words for Keys {
    fn say(&self, message: &Message) -> String {
        message.key.clone()
    }
}

fn number(text: &str) -> Fraction {
    text.parse().expect("a number")
}

fn hospital() -> (Facts, PolicyPack, Plan) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("templates/policy/cn/demo-county/2025");
    let groups = std::fs::read_to_string(folder.join("groups.csv"))
        .expect("groups of the demonstration area");
    let facts = demo::facts::facts(&demo::generate(&groups));
    let policy = yingheng_io::pack_files::load(&folder).expect("the demonstration pack");
    let plan = std::fs::read_to_string(root.join("templates/demo/plan.toml"))
        .expect("the demonstration plan");
    (facts, policy, toml::from_str(&plan).expect("a plan"))
}

fn run(facts: &Facts, policy: &PolicyPack, plan: &Plan, adjustments: &Adjustments) -> Run {
    run::compute(facts, policy, plan, adjustments)
}

/// One assumption set per lever that the linear model holds exactly, and all of them together.
fn sets(model: &BoardModel) -> Vec<(Vec<(Lever, Fraction)>, Assumptions)> {
    let levers = [
        (Lever::LengthOfStay, &model.los * &number("0.9")),
        (Lever::CmiByMix, &model.cmi * &number("1.03")),
        (Lever::Volume, number("0.05")),
        (Lever::Wage, number("0.06")),
        (Lever::MaterialPrice, number("-0.08")),
        (Lever::DrugPrice, number("-0.03")),
        (Lever::FixedCost, number("1234567.89")),
    ];
    let mut out: Vec<Vec<(Lever, Fraction)>> =
        levers.iter().cloned().map(|lever| vec![lever]).collect();
    out.push(levers.to_vec());
    out.into_iter()
        .map(|chosen| {
            let mut assumptions = model.baseline();
            for (lever, value) in &chosen {
                let value = value.clone();
                match lever {
                    Lever::LengthOfStay => assumptions.los = value,
                    Lever::CmiByMix => assumptions.cmi = value,
                    Lever::Volume => assumptions.volume = value,
                    Lever::Wage => assumptions.wage = value,
                    Lever::MaterialPrice => assumptions.material = value,
                    Lever::DrugPrice => assumptions.drug = value,
                    Lever::FixedCost => assumptions.fixed = value * Fraction::from(100),
                    other => unreachable!("{} is not linear", other.key()),
                }
            }
            (chosen, assumptions)
        })
        .collect()
}

#[test]
fn the_model_is_the_program() {
    let (facts, policy, plan) = hospital();
    let baseline = run(&facts, &policy, &plan, &Adjustments::default());
    let model = BoardModel::of(&baseline, &facts, &plan).expect("a model");
    let still = model.evaluate(&model.baseline()).expect("the baseline");
    assert_eq!(Ok(still.surplus), baseline.margins.result.surplus);
    assert_eq!(still.revenue, baseline.margins.result.inpatient_revenue);
    let found = baseline.break_even.hospital.as_ref().expect("a break-even");
    assert_eq!(still.multiple, found.multiple);
    for (chosen, assumptions) in sets(&model) {
        let overrides = chosen
            .iter()
            .map(|(lever, value)| Override::new(*lever, value.clone()));
        let scenario = Scenario {
            overrides: overrides.collect(),
            ..Scenario::default()
        };
        let ground = Ground {
            facts: &facts,
            policy: &policy,
            plan: &plan,
            run: &baseline,
        };
        let Resolved {
            adjustments,
            issues,
            ..
        } = resolve(&scenario, &ground);
        assert!(issues.is_empty(), "{issues:?}");
        let exact = run(&facts, &policy, &plan, &adjustments);
        let linear = model.evaluate(&assumptions).expect("an outcome");
        assert_eq!(
            Ok(linear.surplus),
            exact.margins.result.surplus,
            "{chosen:?}"
        );
        assert_eq!(linear.cases, exact.margins.hospital.cases, "{chosen:?}");
    }
}

#[test]
fn an_independent_program_recalculates_the_same_figures() -> Result<(), Fault> {
    if !available() {
        assert!(
            std::env::var_os("CI").is_none(),
            "LibreOffice is missing: the formulas would go unchecked"
        );
        eprintln!("skipped: LibreOffice is not installed");
        return Ok(());
    }
    let (facts, policy, plan) = hospital();
    let baseline = run(&facts, &policy, &plan, &Adjustments::default());
    let model = BoardModel::of(&baseline, &facts, &plan).expect("a model");
    let folder = tempfile::tempdir()?;
    let all = sets(&model);
    let together = all
        .last()
        .map(|(_, assumptions)| assumptions.clone())
        .expect("a set");
    for (name, assumptions) in [("baseline", model.baseline()), ("together", together)] {
        let path = folder.path().join(format!("{name}.xlsx"));
        write(&path, &baseline, &model, &assumptions)?;
        let ours = formula_values(&path)?;
        assert!(ours.len() > 1000, "{name}: only {} formulas", ours.len());
        let theirs = formula_values(&recalculate(&path, folder.path())?)?;
        let wrong = differences(&ours, &theirs);
        assert!(
            wrong.is_empty(),
            "{name}: {} of {} formulas differ:\n{}",
            wrong.len(),
            ours.len(),
            wrong[..wrong.len().min(12)].join("\n")
        );
        // The comparison sees a wrong cache: one cell is falsified, and only a program that recalculates says otherwise.
        let lie = folder.path().join(format!("{name}-lie.xlsx"));
        falsified(&path, "B20-B21", &lie)?;
        let control = differences(
            &formula_values(&lie)?,
            &formula_values(&recalculate(&lie, folder.path())?)?,
        );
        assert_eq!(
            control.len(),
            1,
            "the falsified cell, and it alone: {control:?}"
        );
    }
    Ok(())
}

fn write(
    path: &Path,
    run: &Run,
    model: &BoardModel,
    assumptions: &Assumptions,
) -> Result<(), Fault> {
    let source = Message::new("chart.source");
    let hospital = &run.margins.hospital;
    let tables = [
        (
            segments::table("case_types", &run.margins.groups, hospital),
            Some(charts::quadrant(&run.margins.groups, source.clone())),
        ),
        (
            headline::table(run, None),
            Some(charts::profit_bridge(&run.margins.result, source.clone())),
        ),
        (
            break_evens::table(
                "break_even_groups",
                &run.margins.groups,
                &run.break_even.groups,
                Some((hospital, &run.break_even.hospital)),
            ),
            charts::break_even(hospital, &run.break_even.hospital, source),
        ),
    ];
    let board = Board {
        hospital: "示范县医院",
        period: "2025",
        run_id: "test",
        cover: &["note.synthetic".to_owned()],
        headline: &headline::table(run, None),
        tables: &tables,
        model: Some((model, assumptions)),
    };
    Ok(write_board(path, &board, &Keys)?)
}
