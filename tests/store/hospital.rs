//! A small project and random acts on it, from a seed.

use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{AcceptContext, RawRow, RawValue};
use yingheng_core::period::Period;
use yingheng_core::plan::{CostLevel, Plan};
use yingheng_core::scenario::Scenario;
use yingheng_io::store::{Meta, NewBatch, Project, StoreError};

/// A generator that gives the same numbers everywhere (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound.max(1)
    }
}

pub fn code<T>(result: Result<T, StoreError>) -> &'static str {
    result.err().map_or("ok", |error| error.code())
}

pub fn meta() -> Meta {
    Meta {
        name: "甲医院".into(),
        synthetic: true,
        period: Period {
            year: 2025,
            month: 0,
        },
    }
}

/// A ledger of so many lines.
pub fn ledger(hash: &str, amounts: &[String], supersede: bool) -> NewBatch {
    let columns = [
        ("department", 1),
        ("account", 2),
        ("period", 3),
        ("amount", 4),
    ]
    .map(|(field, column)| (field.to_owned(), column));
    let batch = ImportBatch {
        form: "ledger".into(),
        file: "支出.xlsx".into(),
        file_hash: hash.into(),
        sheet: "支出明细".into(),
        period: meta().period,
        columns: columns.to_vec(),
        ..ImportBatch::default()
    };
    let value = |column, text: &str| RawValue {
        column,
        text: text.into(),
        ..RawValue::default()
    };
    let row = |(index, amount): (usize, &String)| RawRow {
        row: index as u32 + 2,
        values: vec![
            value(1, "001"),
            value(2, "5001"),
            value(3, "3月"),
            value(4, amount),
        ],
    };
    NewBatch {
        context: AcceptContext {
            batch,
            choices: vec![],
        },
        header_row: 1,
        rows: amounts.iter().enumerate().map(row).collect(),
        skipped: 1,
        supersede,
        ..NewBatch::default()
    }
}

/// One random act that changes something; answers what it was.
pub fn act(project: &mut Project, dice: &mut Dice) -> Result<&'static str, StoreError> {
    Ok(match dice.below(8) {
        0 | 1 => {
            let amounts: Vec<String> = (0..dice.below(40) + 1)
                .map(|_| format!("{}.{:02}", dice.below(100_000), dice.below(100)))
                .collect();
            let hash = format!("h{}", dice.roll());
            let supersede = dice.below(2) == 0;
            project.add_batch(ledger(&hash, &amounts, supersede), |_| true)?;
            "import"
        }
        2 | 3 => {
            let mut plan = project.plan()?.unwrap_or_default();
            let at = dice.below(CostLevel::ALL.len() as u64) as usize;
            plan.level = CostLevel::ALL[at];
            plan.facility = Some(format!("院区{}", dice.below(1000)));
            project.save_plan(&plan)?;
            "plan"
        }
        4 => {
            let scenario = Scenario {
                id: format!("s{}", dice.below(4)),
                name: format!("方案{}", dice.roll()),
                ..Scenario::default()
            };
            project.save_scenario(&scenario)?;
            "scenario"
        }
        5 => {
            let id = format!("s{}", dice.below(4));
            if !project.delete_scenario(&id)? {
                project.save_plan(&Plan::default())?;
            }
            "delete"
        }
        6 => {
            project.set_policy("cn/x", &format!("pack {}", dice.roll()))?;
            "policy"
        }
        _ => {
            let mut meta = project.meta()?;
            meta.name = format!("医院{}", dice.roll());
            project.set_meta(&meta)?;
            "meta"
        }
    })
}
