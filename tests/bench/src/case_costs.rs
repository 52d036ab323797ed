//! J4: one million cases × 12 charge categories → 700 groups × 7 items, exact, against one reading of the same bytes
//! and against what is installed of Polars, DuckDB, pandas and numpy.

use std::hint::black_box;
use std::io::Write;
use std::process::Command;

use yingheng_core::margin::{Line, roll_up};
use yingheng_core::quantity::Fraction;

use crate::clock::{Contender, race};
use crate::random::Random;
use crate::table::{ms, ratio};

const CASES: usize = 1_000_000;
const UNITS: usize = 12;
const GROUPS: usize = 700;

struct Data {
    group: Vec<u32>,
    charges: Vec<Vec<i64>>,
    /// Cost by unit and item, and charge by unit: whole 分.
    cost: Vec<[i64; 7]>,
    charged: Vec<i64>,
}

fn data() -> Data {
    let mut random = Random::new("bench cases");
    let last = i64::try_from(GROUPS).expect("few groups") - 1;
    let group = (0..CASES)
        .map(|_| u32::try_from(random.between(0, last)).expect("a group"))
        .collect();
    let charges = (0..UNITS)
        .map(|_| (0..CASES).map(|_| random.between(0, 2_000_000)).collect())
        .collect();
    let cost = (0..UNITS)
        .map(|_| std::array::from_fn(|_| random.between(0, 90_000_000_000)))
        .collect();
    let charged = (0..UNITS)
        .map(|_| random.between(1_000_000_000_000, 1_100_000_000_000))
        .collect();
    Data {
        group,
        charges,
        cost,
        charged,
    }
}

/// `[group][item]`, exact: charges summed in whole 分, then rates over one denominator times sums.
fn ours(data: &Data) -> Vec<[Fraction; 7]> {
    let lines: [Line; 7] = std::array::from_fn(|item| {
        let rate = |unit: usize| {
            Fraction::new(data.cost[unit][item], data.charged[unit]).unwrap_or_default()
        };
        Line::new(&(0..UNITS).map(rate).collect::<Vec<_>>())
    });
    let rolled = roll_up(&data.group, GROUPS, &data.charges);
    (0..GROUPS)
        .map(|group| {
            let sums: Vec<Fraction> = rolled
                .sums
                .iter()
                .map(|sums| Fraction::whole(sums[group]))
                .collect();
            lines.each_ref().map(|line| line.dot(&sums))
        })
        .collect()
}

/// Reads every byte once and does next to nothing with it.
fn bound(data: &Data) -> u64 {
    let keys = data.group.iter().fold(0, |all, key| all ^ u64::from(*key));
    let column = |column: &Vec<i64>| column.iter().fold(0, |all, fen| all ^ fen.unsigned_abs());
    data.charges
        .iter()
        .map(column)
        .fold(keys, |all, part| all ^ part)
}

/// Every figure again, by plain loops over the cases and sums over one common denominator.
fn verify(data: &Data, found: &[[Fraction; 7]]) {
    let mut sums = vec![[0_i128; UNITS]; GROUPS];
    for case in 0..CASES {
        for unit in 0..UNITS {
            sums[data.group[case] as usize][unit] += i128::from(data.charges[unit][case]);
        }
    }
    for (sums, found) in sums.iter().zip(found) {
        for (item, found) in found.iter().enumerate() {
            let mut expected = Fraction::zero();
            for unit in 0..UNITS {
                let rate =
                    Fraction::new(data.cost[unit][item], data.charged[unit]).expect("a rate");
                expected = expected + rate * Fraction::whole(sums[unit]);
            }
            assert_eq!(expected, *found, "every group and item exactly");
        }
    }
}

/// Writes the same data for the peers and lets each run in a process of its own.
fn peers(data: &Data, found: &[[Fraction; 7]]) -> Vec<(String, f64)> {
    let folder = std::env::temp_dir().join(format!("yingheng-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, bytes: Vec<u8>| {
        let mut file = std::fs::File::create(folder.join(name)).expect("a file");
        file.write_all(&bytes).expect("bytes");
    };
    write(
        "group",
        data.group
            .iter()
            .flat_map(|key| key.to_le_bytes())
            .collect(),
    );
    for (unit, column) in data.charges.iter().enumerate() {
        write(
            &format!("charge{unit}"),
            column.iter().flat_map(|fen| fen.to_le_bytes()).collect(),
        );
    }
    write(
        "cost",
        data.cost
            .iter()
            .flatten()
            .flat_map(|fen| fen.to_le_bytes())
            .collect(),
    );
    write(
        "charged",
        data.charged
            .iter()
            .flat_map(|fen| fen.to_le_bytes())
            .collect(),
    );
    let expected: Vec<u8> = found
        .iter()
        .flatten()
        .flat_map(|cost| cost.position().to_le_bytes())
        .collect();
    write("expected", expected);
    let python = std::env::var("YINGHENG_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers.py");
    let mut out = Vec::new();
    for peer in ["numpy", "polars", "duckdb", "pandas"] {
        let answer = Command::new(&python)
            .args([script, peer])
            .arg(&folder)
            .env("POLARS_MAX_THREADS", "1")
            .env("OMP_NUM_THREADS", "1")
            .env("OPENBLAS_NUM_THREADS", "1")
            .output();
        let text = answer.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
        match text.ok().and_then(|text| {
            let (version, time) = text.split_once(' ')?;
            Some((format!("{peer} {version}"), time.parse().ok()?))
        }) {
            Some(line) => out.push(line),
            None => {
                println!("  {peer}: skipped (not installed for {python}, or its result was wrong)")
            }
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    out
}

/// The kernel by itself, for jobs that are measured against it.
pub struct Kernel(Data);

impl Kernel {
    pub fn new() -> Self {
        Self(data())
    }
    pub fn run(&self) {
        black_box(ours(black_box(&self.0)));
    }
}

/// Prints one line per contender.
pub fn run(rounds: usize) {
    println!(
        "\nJ4 case costing, {CASES} cases x {UNITS} categories -> {GROUPS} groups x 7 items (CPU ms, median of {rounds})"
    );
    let data = data();
    let found = ours(&data);
    verify(&data, &found);
    let mut contenders = [
        Contender::new("bound: the same bytes read once", || {
            black_box(bound(black_box(&data)));
        }),
        Contender::new("ours, exact", || {
            black_box(ours(black_box(&data)));
        }),
        Contender::new("of which the pass over the cases", || {
            let data = black_box(&data);
            black_box(roll_up(&data.group, GROUPS, &data.charges));
        }),
    ];
    race(&mut contenders, rounds);
    let [bound, own] = [contenders[0].median(), contenders[1].median()];
    for one in &contenders {
        let time = one.median();
        println!(
            "{:>34} {:>10} ms {:>9} of ours {:>9} of the bound",
            one.name,
            ms(time),
            ratio(time, own),
            ratio(time, bound)
        );
    }
    for (name, time) in peers(&data, &found) {
        println!(
            "{name:>34} {:>10} ms {:>9} of ours {:>9} of the bound",
            ms(time),
            ratio(time, own),
            ratio(time, bound)
        );
    }
}
