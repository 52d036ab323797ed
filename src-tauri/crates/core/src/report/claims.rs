//! The insurer's list against the computed payments, as tables.

use crate::claims::{BUCKETS, Basis, Cause, Compared, Reconciliation, bucket};
use crate::facts::{Facts, SourceRef};
use crate::issue::Message;
use crate::payment::Payments;
use crate::period::Date;
use crate::quantity::{Fraction, Money};
use crate::report::publish::{column, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};

/// What the tables are made from.
#[derive(Clone, Copy)]
pub struct Claims<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Payments of the run.
    pub payments: &'a Payments,
    /// The reconciliation.
    pub found: &'a Reconciliation,
    /// Rows of a list at most; `None` for a file, which has all.
    pub limit: Option<usize>,
}

fn money(amount: Money, why: impl Into<Option<String>>) -> Cell {
    figure(&amount.exact(), Unit::Money, why)
}

fn count(number: usize) -> Cell {
    figure(
        &Fraction::from(i64::try_from(number).unwrap_or(i64::MAX)),
        Unit::Count,
        None,
    )
}

fn day(number: Option<i32>) -> Cell {
    number
        .and_then(Date::from_day_number)
        .map_or(Cell::Empty, |day| words(day.to_string()))
}

fn table(id: &str, columns: Vec<Column>, rows: Vec<Row>, notes: Vec<Message>) -> Table {
    Table {
        id: id.to_owned(),
        title: Message::new(format!("table.{id}")),
        columns,
        rows,
        notes,
    }
}

impl Claims<'_> {
    fn fund(&self, case: usize) -> Money {
        self.payments
            .cases
            .get(case)
            .map_or(Money::ZERO, |paid| paid.fund)
    }
    fn place(&self, source: SourceRef, field: &str) -> Cell {
        let place = self.facts.place(source, field);
        let parts = [
            place.file.clone(),
            place.sheet.clone(),
            Some(place.address()),
        ];
        let text: Vec<String> = parts.into_iter().flatten().collect();
        words(text.join(" ! "))
    }
    fn group(&self, case: usize) -> Cell {
        let cases = &self.facts.cases;
        words(cases.groups[cases.group[case] as usize].as_str())
    }
    fn scheme(&self, case: usize) -> Cell {
        let cases = &self.facts.cases;
        words(cases.schemes[cases.scheme[case] as usize].as_str())
    }
    /// Cuts a list to the limit and says so.
    fn cut(&self, rows: &mut Vec<Row>, notes: &mut Vec<Message>) {
        if let Some(limit) = self.limit.filter(|limit| rows.len() > *limit) {
            let all = rows.len().to_string();
            rows.truncate(limit);
            let note = Message::new("note.claims_cut").with("shown", limit.to_string());
            notes.push(note.with("all", all));
        }
    }

    /// From the computed fund money to the insurer's, cause by cause, to the 分.
    /// 医保对账汇总
    pub fn summary(&self) -> Table {
        let found = self.found;
        let computed: Money = found.compared.iter().map(|one| one.computed).sum();
        let settled: Money = found.compared.iter().map(|one| one.settled).sum();
        let line = |key: &str, number: Cell, amount: Money| {
            let name = label(format!("claims.{key}"));
            row(
                key,
                vec![name, number, money(amount, Some(format!("claims/{key}")))],
            )
        };
        let mut rows = vec![line("computed", count(found.compared.len()), computed)];
        for (cause, (cases, amount)) in Cause::ALL.into_iter().zip(found.by_cause()) {
            let name = label(format!("claim_cause.{}", cause.key()));
            let why = format!("claims/cause/{}", cause.key());
            let number = figure(
                &Fraction::from(i64::try_from(cases).unwrap_or(i64::MAX)),
                Unit::Count,
                None,
            );
            // Taken off: computed less the causes is what was settled.
            let cells = vec![name, number, money(Money::ZERO - amount, Some(why))];
            rows.push(row(cause.key(), cells));
        }
        let total = |key: &str, number: Cell, amount: Money| {
            let name = label(format!("claims.{key}"));
            let cells = vec![name, number, money(amount, Some(format!("claims/{key}")))];
            styled(key, RowStyle::Subtotal, cells)
        };
        rows.push(total("settled", count(found.compared.len()), settled));
        let unknown: Money = found
            .unknown
            .iter()
            .map(|line| self.facts.claims[*line].fund)
            .sum();
        let open = |cases: &[usize]| cases.iter().map(|case| self.fund(*case)).sum::<Money>();
        rows.push(line("unknown", count(found.unknown.len()), unknown));
        rows.push(total(
            "list",
            count(self.facts.claims.len()),
            settled + unknown,
        ));
        rows.push(line(
            "unsettled",
            count(found.unsettled.len()),
            open(&found.unsettled),
        ));
        rows.push(line("later", count(found.later.len()), open(&found.later)));
        let columns = vec![
            text_column("claims_item"),
            column("claims_count", Unit::Count),
            column("amount", Unit::Money),
        ];
        let mut notes = vec![
            Message::new("note.claims_sign"),
            Message::new("note.claims_basis"),
        ];
        if let Some(day) = found.as_of.and_then(Date::from_day_number) {
            notes.push(Message::new("note.claims_as_of").with("date", day.to_string()));
        }
        table("claims_summary", columns, rows, notes)
    }

    /// On what lines and cases were matched.
    /// 匹配情况
    pub fn matching(&self) -> Table {
        let claims = &self.facts.claims;
        let mut rows = Vec::new();
        for basis in Basis::ALL {
            let own = || {
                let all = self.found.matches.of_claim.iter().enumerate();
                all.filter(|(_, of)| of.is_some_and(|(_, own)| own == basis))
                    .map(|(line, _)| line)
            };
            let amount: Money = own().map(|line| claims[line].fund).sum();
            let name = label(format!("claim_basis.{}", basis.key()));
            rows.push(row(
                basis.key(),
                vec![name, count(own().count()), money(amount, None)],
            ));
        }
        let unknown = &self.found.unknown;
        let amount: Money = unknown.iter().map(|line| claims[*line].fund).sum();
        let cells = vec![
            label("claims.unknown"),
            count(unknown.len()),
            money(amount, None),
        ];
        rows.push(row("unknown", cells));
        let all: Money = claims.iter().map(|claim| claim.fund).sum();
        let cells = vec![label("claims.list"), count(claims.len()), money(all, None)];
        rows.push(styled("list", RowStyle::Total, cells));
        let columns = vec![
            text_column("claims_item"),
            column("claims_lines", Unit::Count),
            column("amount", Unit::Money),
        ];
        table("claims_matching", columns, rows, Vec::new())
    }

    /// Cases whose money differs, largest first, with cause, reason and both places.
    /// 差异明细
    pub fn differences(&self) -> Table {
        let mut open: Vec<&Compared> = self
            .found
            .compared
            .iter()
            .filter(|one| !one.differences.is_empty())
            .collect();
        // Stable: equal amounts stay in the order of the facts.
        open.sort_by_key(|one| std::cmp::Reverse(one.difference().fen().unsigned_abs()));
        let mut rows: Vec<Row> = open.into_iter().map(|one| self.difference(one)).collect();
        let mut columns: Vec<Column> = [
            "claims_case_place",
            "claims_own_group",
            "claims_group",
            "case_scheme",
            "claims_discharged",
        ]
        .map(text_column)
        .into();
        columns.push(text_column("claims_match"));
        for key in ["claims_computed", "claims_settled", "claims_difference"] {
            columns.push(column(key, Unit::Money));
        }
        columns.push(text_column("claims_cause"));
        for cause in Cause::ALL {
            columns.push(column(&format!("claims_{}", cause.key()), Unit::Money));
        }
        columns.push(text_column("claims_reason"));
        columns.push(text_column("claims_place"));
        let mut notes = vec![Message::new("note.claims_sign")];
        self.cut(&mut rows, &mut notes);
        table("claims_differences", columns, rows, notes)
    }

    fn difference(&self, one: &Compared) -> Row {
        let (cases, claims) = (&self.facts.cases, &self.facts.claims);
        let number = one.case + 1;
        let why = |name: &str| Some(format!("claims/case/{number}/{name}"));
        let mut cells = vec![
            self.place(cases.source[one.case], "group"),
            self.group(one.case),
            one.other_group
                .as_ref()
                .map_or(Cell::Empty, |group| words(group.as_str())),
            self.scheme(one.case),
            day(cases.discharged[one.case]),
            label(format!("claim_basis.{}", one.basis.key())),
            money(one.computed, why("computed")),
            money(one.settled, why("settled")),
            money(one.difference(), why("difference")),
            one.main_cause().map_or(Cell::Empty, |cause| {
                label(format!("claim_cause.{}", cause.key()))
            }),
        ];
        for cause in Cause::ALL {
            let part = one.differences.iter().find(|part| part.cause == cause);
            cells.push(part.map_or(Cell::Empty, |part| money(part.amount, why(cause.key()))));
        }
        let mut reasons: Vec<&str> = one
            .claims
            .iter()
            .map(|line| claims[*line].reason.as_str())
            .filter(|reason| !reason.is_empty())
            .collect();
        reasons.dedup();
        cells.push(words(reasons.join(";")));
        let first = one.claims.first().map(|line| claims[*line].source);
        cells.push(first.map_or(Cell::Empty, |source| self.place(source, "fund")));
        row(format!("case:{number}"), cells)
    }

    /// Insured cases no line settles, oldest first.
    /// 未结算病例
    pub fn unsettled(&self) -> Table {
        let cases = &self.facts.cases;
        let mut open = self.found.unsettled.clone();
        open.sort_by_key(|case| (cases.discharged[*case].unwrap_or(i32::MIN), *case));
        let mut rows: Vec<Row> = open
            .into_iter()
            .map(|case| {
                let age = self.found.age(cases, case);
                let age = age.map_or(Cell::Empty, |days| {
                    figure(&Fraction::from(i64::from(days)), Unit::Count, None)
                });
                let cells = vec![
                    self.place(cases.source[case], "group"),
                    self.group(case),
                    self.scheme(case),
                    day(cases.discharged[case]),
                    age,
                    money(
                        Money::from_fen(cases.charge[case]),
                        Some(format!("case/{}/charge", case + 1)),
                    ),
                    money(
                        self.fund(case),
                        Some(format!("claims/case/{}/computed", case + 1)),
                    ),
                ];
                row(format!("case:{}", case + 1), cells)
            })
            .collect();
        let columns = vec![
            text_column("claims_case_place"),
            text_column("claims_own_group"),
            text_column("case_scheme"),
            text_column("claims_discharged"),
            column("claims_age", Unit::Count),
            column("claims_charge", Unit::Money),
            column("claims_computed", Unit::Money),
        ];
        let mut notes = Vec::new();
        self.cut(&mut rows, &mut notes);
        table("claims_unsettled", columns, rows, notes)
    }

    /// Lines without a case, and which cases look like theirs.
    /// 清单有而本院无
    pub fn unknown(&self) -> Table {
        let (cases, claims) = (&self.facts.cases, &self.facts.claims);
        let mut suspects: std::collections::BTreeMap<usize, Vec<&crate::claims::Suspect>> =
            std::collections::BTreeMap::new();
        for suspect in &self.found.matches.suspects {
            suspects.entry(suspect.claim).or_default().push(suspect);
        }
        let mut rows: Vec<Row> = Vec::new();
        for line in &self.found.unknown {
            let claim = &claims[*line];
            let mut like = Cell::Empty;
            if let Some([first, ..]) = suspects.get(line).map(Vec::as_slice) {
                like = self.place(cases.source[first.case], "group");
            }
            let how = suspects.get(line).and_then(|own| own.first()).map(|own| {
                let kind = if own.same_charge { "charge" } else { "group" };
                label(format!("claims.suspect_{kind}"))
            });
            let cells = vec![
                self.place(claim.source, "fund"),
                claim
                    .group
                    .as_ref()
                    .map_or(Cell::Empty, |group| words(group.as_str())),
                words(claim.scheme.as_str()),
                day(claim.discharged),
                claim
                    .charge
                    .map_or(Cell::Empty, |charge| money(charge, None)),
                money(claim.fund, Some(format!("claim/{}/fund", line + 1))),
                label(format!("claim_status.{}", claim.status.key())),
                like,
                how.unwrap_or(Cell::Empty),
            ];
            rows.push(row(format!("claim:{}", line + 1), cells));
        }
        let columns = vec![
            text_column("claims_place"),
            text_column("claims_group"),
            text_column("case_scheme"),
            text_column("claims_discharged"),
            column("claims_charge", Unit::Money),
            column("claims_settled", Unit::Money),
            text_column("claims_status"),
            text_column("claims_suspect"),
            text_column("claims_suspect_why"),
        ];
        let mut notes = vec![Message::new("note.claims_suspects")];
        self.cut(&mut rows, &mut notes);
        table("claims_unknown", columns, rows, notes)
    }

    /// What is not settled, and what was paid short, by days since discharge.
    /// 医保应收账龄
    pub fn ageing(&self) -> Table {
        let cases = &self.facts.cases;
        let line = |key: &str, open: Vec<(usize, Money)>| {
            let mut sums = [Money::ZERO; BUCKETS.len()];
            let mut undated = Money::ZERO;
            for (case, amount) in &open {
                match self.found.age(cases, *case) {
                    Some(days) => sums[bucket(days)] += *amount,
                    None => undated += *amount,
                }
            }
            let mut cells = vec![label(format!("claims.{key}")), count(open.len())];
            cells.extend(sums.into_iter().map(|sum| money(sum, None)));
            cells.push(money(undated, None));
            let whole = open.iter().map(|(_, amount)| *amount).sum();
            cells.push(money(whole, Some(format!("claims/{key}"))));
            row(key, cells)
        };
        let unsettled = self.found.unsettled.iter();
        let unsettled = unsettled.map(|case| (*case, self.fund(*case))).collect();
        let short = self.found.compared.iter();
        let short = short
            .filter(|one| one.difference().fen() > 0)
            .map(|one| (one.case, one.difference()))
            .collect();
        let mut columns = vec![
            text_column("claims_item"),
            column("claims_count", Unit::Count),
        ];
        for end in BUCKETS {
            let key = end.map_or_else(
                || "claims_older".to_owned(),
                |end| format!("claims_up_to_{end}"),
            );
            columns.push(column(&key, Unit::Money));
        }
        columns.push(column("claims_undated", Unit::Money));
        columns.push(column("amount", Unit::Money));
        let rows = vec![line("unsettled", unsettled), line("short", short)];
        table(
            "claims_ageing",
            columns,
            rows,
            vec![Message::new("note.claims_ageing")],
        )
    }

    /// All tables, in the order of the workbook.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.summary(),
            self.matching(),
            self.ageing(),
            self.differences(),
            self.unsettled(),
            self.unknown(),
        ]
    }
}
