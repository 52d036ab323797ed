//! Random hospitals for the oracle: each from its own number, each with a character of its own.

use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::plan::{
    Adjustments, AllocationRule, ClassOrder, CostLevel, FeeLineRule, Plan, RuleSource, ServiceUnit,
    SharedBill,
};
use yingheng_core::quantity::Fraction;
use yingheng_tests::demo::random::Random;
use yingheng_tests::hospital::{Hospital, class_rule, unit_rule};

const DRIVERS: [&str; 8] = [
    "headcount",
    "bed_days",
    "visits",
    "executed_revenue",
    "ordered_revenue",
    "area",
    "equal",
    "unheard_of",
];
const PRIMES: [i64; 16] = [
    2,
    3,
    5,
    7,
    11,
    13,
    97,
    101,
    997,
    7_919,
    65_537,
    999_983,
    1_000_003,
    2_147_483_647,
    29,
    31,
];
const LINES: [&str; 6] = ["f0", "f1", "f2", "f3", "f4", "f5"];

/// What makes this hospital difficult; by turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Character {
    /// Ordinary amounts and drivers.
    Plain,
    /// Equal drivers and small amounts: parts that end in exact halves and equal remainders.
    Ties,
    /// Drivers and amounts that are primes: denominators that never cancel.
    Primes,
    /// Many drivers that are zero or missing.
    ZeroDrivers,
    /// Reversals larger than the costs.
    Negative,
    /// Units, accounts, service units and fee lines nobody knows.
    Unknown,
    /// Amounts of up to 10^12 元 a line.
    Huge,
}

/// All characters in turn.
pub const CHARACTERS: [Character; 7] = [
    Character::Plain,
    Character::Ties,
    Character::Primes,
    Character::ZeroDrivers,
    Character::Negative,
    Character::Unknown,
    Character::Huge,
];

struct Draw {
    random: Random,
    character: Character,
}

impl Draw {
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let last = i64::try_from(from.len()).expect("a short list") - 1;
        from[usize::try_from(self.random.between(0, last)).expect("an index")]
    }
    fn amount(&mut self) -> i64 {
        match self.character {
            Character::Ties => self.random.between(0, 9),
            Character::Primes => self.pick(&PRIMES),
            Character::Negative => self.random.between(-1_000_000, 500_000),
            Character::Huge => self
                .random
                .between(-10_000_000_000_000, 100_000_000_000_000),
            _ => self.random.between(-50_000, 10_000_000),
        }
    }
    fn value(&mut self) -> Fraction {
        match self.character {
            Character::Ties => Fraction::one(),
            Character::Primes => {
                let (n, d) = (self.pick(&PRIMES), self.pick(&PRIMES));
                Fraction::new(n, d).expect("a prime")
            }
            Character::ZeroDrivers if self.random.chance(600) => Fraction::zero(),
            Character::Huge => Fraction::from(self.random.between(1, 100_000_000_000_000)),
            _ => Fraction::new(self.random.between(-20, 100_000), 100).expect("hundredths"),
        }
    }
}

/// The hospital with this number.
pub fn hospital(number: u64) -> (Facts, Plan, Adjustments, Character) {
    let turn = usize::try_from(number).expect("a small number") % CHARACTERS.len();
    let character = CHARACTERS[turn];
    let mut draw = Draw {
        random: Random::new(&format!("oracle hospital {number}")),
        character,
    };
    let mut hospital = Hospital::new();
    hospital.account("drugs_carved", CostItem::Drugs, Some("药品"));
    hospital.account("billed", CostItem::Consumables, Some("卫生材料"));
    let mut accounts: Vec<&str> = CostItem::ALL.iter().map(|item| item.key()).collect();
    accounts.extend(["drugs_carved", "billed"]);
    let mut service_units = vec!["病房", "医技", "治疗"];
    if character == Character::Unknown {
        hospital.account("nowhere", CostItem::Consumables, Some("没有"));
        accounts.extend(["nowhere", "unknown"]);
        service_units.extend(["", "错误"]);
    }

    // Codes in an order that is not the order of making.
    let count = usize::try_from(draw.random.between(3, 14)).expect("a count");
    let mut codes: Vec<String> = (0..count)
        .map(|unit| format!("U{:02}", unit * 7 % 97))
        .collect();
    for (unit, code) in codes.iter().enumerate() {
        let class = match unit {
            0..=1 => DepartmentClass::Clinical,
            _ => draw.pick(&DepartmentClass::ALL),
        };
        let service_unit = draw.pick(&service_units);
        hospital.department(code, "科室", class, service_unit);
    }
    if character == Character::Unknown {
        codes.push("U99".to_owned());
    }
    ledger(&mut hospital, &mut draw, &codes, &accounts);
    let mut plan = plan(&mut draw, &codes);
    measures(&mut hospital, &mut draw, &codes);
    cases(&mut hospital, &mut draw, &codes);
    finer(&mut hospital, &mut plan, &mut draw, &codes);
    let factor = |draw: &mut Draw| match draw.random.between(0, 9) {
        0 => Fraction::new(draw.random.between(0, 300), 97).expect("a factor"),
        _ => Fraction::one(),
    };
    let adjustments = Adjustments {
        item: std::array::from_fn(|_| factor(&mut draw)),
        ..Adjustments::default()
    };
    (hospital.facts, plan, adjustments, character)
}

fn ledger(hospital: &mut Hospital, draw: &mut Draw, codes: &[String], accounts: &[&str]) {
    for code in codes {
        for account in accounts {
            if draw.random.chance(600) {
                let funding = if draw.random.chance(800) {
                    FundingSource::Operating
                } else {
                    draw.pick(&FundingSource::ALL)
                };
                let fen = draw.amount();
                hospital.cost(code, account, funding, fen);
            }
        }
    }
    // Never without a ledger: cost would not be computed at all.
    hospital.cost(&codes[0], "other", FundingSource::Operating, 1);
}

fn plan(draw: &mut Draw, codes: &[String]) -> Plan {
    let mut allocation = Vec::new();
    for class in &DepartmentClass::ALL[..3] {
        if draw.random.chance(930) {
            allocation.push(class_rule(*class, draw.pick(&DRIVERS[..7])));
        }
    }
    for code in codes {
        if draw.random.chance(200) {
            allocation.push(unit_rule(code, draw.pick(&DRIVERS)));
        }
    }
    let unit = |code: &str, kind| ServiceUnit {
        code: code.to_owned(),
        name: code.to_owned(),
        kind,
    };
    let units = ["病房", "医技", "治疗", "药品", "卫生材料"];
    let mut fee_lines: Vec<FeeLineRule> = LINES
        .iter()
        .zip(units.iter().chain(["病房"].iter()))
        .map(|(line, unit)| FeeLineRule {
            fee_line: (*line).to_owned(),
            service_unit: (*unit).to_owned(),
        })
        .collect();
    if draw.character == Character::Unknown {
        fee_lines[5].service_unit = "没有".to_owned();
    }
    Plan {
        level: draw.pick(&CostLevel::ALL),
        allocation,
        service_units: vec![
            unit("病房", ServiceUnitKind::Members),
            unit("医技", ServiceUnitKind::Members),
            unit("治疗", ServiceUnitKind::Members),
            unit("药品", ServiceUnitKind::Drugs),
            unit("卫生材料", ServiceUnitKind::BilledConsumables),
        ],
        fee_lines,
        ..Plan::default()
    }
}

/// Drivers, staff, workload, revenue.
fn measures(hospital: &mut Hospital, draw: &mut Draw, codes: &[String]) {
    let sparse = if draw.character == Character::ZeroDrivers {
        250
    } else {
        850
    };
    for code in codes {
        if draw.random.chance(sparse) {
            let value = draw.value();
            hospital.driver("area", None, code, value);
        }
        hospital.driver("equal", None, code, Fraction::one());
        if draw.random.chance(150) {
            // Measured for one giver alone.
            let giver =
                codes[usize::try_from(draw.random.between(0, 2)).expect("an index")].clone();
            let value = draw.value();
            hospital.driver("area", Some(&giver), code, value);
        }
        if draw.random.chance(sparse) {
            let share = Fraction::new(draw.random.between(1, 100), 100).expect("hundredths");
            hospital.person(code, share, 0);
        }
        if draw.random.chance(700) {
            let (visits, days) = match draw.random.between(0, 2) {
                0 => (draw.random.between(1, 5_000), 0),
                1 => (0, draw.random.between(1, 5_000)),
                _ => (draw.random.between(0, 99), draw.random.between(0, 99)),
            };
            let whole = |count: i64| u64::try_from(count).expect("a count");
            hospital.work(code, whole(visits), whole(days));
        }
    }
    let mut units = vec!["病房", "医技", "治疗", "药品", "卫生材料"];
    if draw.character == Character::Unknown {
        units.push("没有");
    }
    for ordering in codes {
        for executing in codes {
            if draw.random.chance(300) {
                let (unit, inpatient) = (draw.pick(&units), draw.random.chance(700));
                let fen = draw.amount().abs() + i64::from(draw.character != Character::ZeroDrivers);
                hospital.revenue(ordering, executing, unit, inpatient, fen);
            }
        }
        if draw.random.chance(80) {
            let fen = -draw.amount().abs();
            hospital.revenue(ordering, ordering, "病房", false, fen);
        }
    }
}

fn cases(hospital: &mut Hospital, draw: &mut Draw, codes: &[String]) {
    for case in 0..draw.random.between(0, 12) {
        let group = ["G1", "G2", "00", "0"][usize::try_from(case % 4).expect("an index")];
        let department = codes[0].clone();
        let mut fees: Vec<(&str, i64)> = Vec::new();
        for line in LINES {
            if draw.random.chance(500) {
                let fen = match draw.character {
                    Character::Ties => draw.random.between(1, 4),
                    Character::Huge => draw.random.between(0, 100_000_000_000),
                    _ => draw.random.between(-500, 900_000),
                };
                fees.push((line, fen));
            }
        }
        let los = u16::try_from(draw.random.between(1, 30)).expect("days");
        hospital.case(group, &department, los, &fees);
        // A total without lines: its cost is unknown, not nothing.
        if draw.random.chance(60) {
            hospital.case(group, &department, los, &[]);
            *hospital.facts.cases.charge.last_mut().expect("a case") = 12_345;
        }
    }
}

/// Rules by item, orders inside classes, shared bills with and without meters. Two hospitals in three have any.
fn finer(hospital: &mut Hospital, plan: &mut Plan, draw: &mut Draw, codes: &[String]) {
    if draw.random.chance(333) {
        return;
    }
    for _ in 0..draw.random.between(0, 4) {
        let source = if draw.random.chance(500) {
            RuleSource::Class(draw.pick(&DepartmentClass::ALL[..3]))
        } else {
            RuleSource::Department(one_of(draw, codes))
        };
        plan.allocation.push(AllocationRule {
            source,
            driver: draw.pick(&DRIVERS).to_owned(),
            item: Some(draw.pick(&CostItem::ALL)),
        });
    }
    // Orders follow one turn of the codes, so that no two contradict each other; a class may have several.
    for class in &DepartmentClass::ALL[..3] {
        let of_class: Vec<String> = codes
            .iter()
            .filter(|code| {
                let known = hospital.facts.department(code);
                known.is_some_and(|unit| unit.class == *class)
            })
            .cloned()
            .collect();
        for _ in 0..draw.random.between(0, 2) {
            let units: Vec<String> = of_class
                .iter()
                .filter(|_| draw.random.chance(600))
                .cloned()
                .collect();
            if units.len() > 1 {
                plan.order.push(ClassOrder { units });
            }
        }
    }
    for number in 0..draw.random.between(0, 2) {
        let (booked, meter) = (format!("水电{number}"), format!("meter{number}"));
        for _ in 0..draw.random.between(1, 4) {
            let account = draw.pick(&CostItem::ALL).key();
            let funding = if draw.random.chance(800) {
                FundingSource::Operating
            } else {
                draw.pick(&FundingSource::ALL)
            };
            let fen = draw.amount();
            hospital.cost(&booked, account, funding, fen);
        }
        let whole: i64 = hospital
            .facts
            .ledger
            .iter()
            .map(|line| {
                if line.department == booked {
                    line.amount.fen()
                } else {
                    0
                }
            })
            .sum();
        for code in codes {
            if draw.random.chance(300) {
                // About half of what is billed in all, now and then more than all of it.
                let most = (whole.abs() / 100).max(1);
                let yuan = draw.random.between(-1, most / 2);
                hospital.driver(&meter, None, code, Fraction::from(yuan));
            }
        }
        // By what is booked there, by an account of one unit, or by an account of all units.
        let (departments, accounts) = match draw.random.between(0, 3) {
            0 => (vec![booked, one_of(draw, codes)], vec!["other".to_owned()]),
            1 => (Vec::new(), vec!["amortisation".to_owned()]),
            _ => (vec![booked], Vec::new()),
        };
        let metered = draw.random.chance(600);
        plan.shared_bills.push(SharedBill {
            code: format!("公摊{number}"),
            name: format!("公摊{number}"),
            departments,
            accounts,
            meter: metered.then_some(meter),
            driver: draw.pick(&DRIVERS).to_owned(),
        });
    }
}

fn one_of(draw: &mut Draw, codes: &[String]) -> String {
    let last = i64::try_from(codes.len()).expect("a short list") - 1;
    codes[usize::try_from(draw.random.between(0, last)).expect("an index")].clone()
}
