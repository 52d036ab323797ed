//! `[year]` and `[month]` of a pack into rules of core.

use super::Faults;
use super::convert::{date, word};
use super::year_contracts::{capitation, care, package, referral, reward};
use super::year_shape as shape;
use shape::Head;
use yingheng_core::policy::{
    AccountRule, AdvanceRule, BudgetValue, ClearingRule, Dated, DeductionKind, DeductionRule,
    DepositReturn, DepositRule, Excess, GrowthCap, GrowthLimit, MonthDay, NamedShare, Participant,
    PoolBasis, PoolRule, PoolWhatIf, PrepayEvery, PrepayOn, PrepayRule, Remainder, ShareBands,
    Term, TrueUp, YearRules, YearStep,
};
use yingheng_core::quantity::Fraction;

/// Reads one rule's keys; faults name the rule.
pub(super) struct Reader<'a> {
    pub(super) at: String,
    pub(super) faults: &'a mut Faults,
}

impl Reader<'_> {
    /// A number or parameter id; a number below 0 is a fault.
    pub(super) fn term(&mut self, text: &str) -> Option<Term> {
        let term = signed(text)?;
        if matches!(&term, Term::Number(number) if number.is_negative()) {
            self.faults
                .key("pack.bad_number", &self.at, &[("value", text)]);
            return None;
        }
        Some(term)
    }
    pub(super) fn optional(&mut self, text: Option<&String>) -> Option<Term> {
        text.and_then(|text| self.term(text))
    }
    pub(super) fn missing<T>(&mut self, key: &str) -> Option<T> {
        let at = format!("{}.{key}", self.at);
        self.faults.key("pack.missing_key", &at, &[]);
        None
    }
    pub(super) fn need(&mut self, text: Option<&String>, key: &str) -> Option<Term> {
        match text {
            Some(text) => self.term(text),
            None => self.missing(key),
        }
    }
    pub(super) fn word<T: Clone>(
        &mut self,
        text: Option<&String>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        match text {
            Some(text) => word(text, &format!("{}.{key}", self.at), words, self.faults),
            None => self.missing(key),
        }
    }
    fn terms(&mut self, texts: &[String]) -> Option<Vec<Term>> {
        texts.iter().map(|text| self.term(text)).collect()
    }
    pub(super) fn shares(&mut self, raw: &[shape::Share]) -> Option<Vec<NamedShare>> {
        raw.iter()
            .map(|one| {
                Some(NamedShare {
                    name: one.name.clone(),
                    share: self.term(&one.share)?,
                })
            })
            .collect()
    }
    /// `06-30`; days beyond 28 are kept only where every year has them.
    fn month_day(&mut self, text: Option<&String>, key: &str) -> Option<MonthDay> {
        let Some(text) = text else {
            return self.missing(key);
        };
        let at = format!("{}.{key}", self.at);
        let day = date(&format!("2025-{text}"), &at, self.faults)?;
        Some(MonthDay {
            month: day.month(),
            day: day.day(),
        })
    }
    /// A day every month has.
    fn day(&mut self, day: Option<u8>, key: &str) -> Option<u8> {
        match day {
            Some(day) if (1..=28).contains(&day) => Some(day),
            Some(day) => {
                let at = format!("{}.{key}", self.at);
                let value = day.to_string();
                self.faults.key("pack.year_day", &at, &[("value", &value)]);
                None
            }
            None => self.missing(key),
        }
    }
}

/// A number, else a parameter id.
pub(super) fn signed(text: &str) -> Option<Term> {
    Some(match text.parse::<Fraction>() {
        Ok(number) => Term::Number(number),
        Err(_) => Term::Parameter(text.to_owned()),
    })
}

/// Dated rules of one kind.
fn all<R: Head, T>(
    raw: &[R],
    kind: &str,
    faults: &mut Faults,
    name: impl Fn(&R) -> String,
    convert: impl Fn(&R, &mut Reader<'_>) -> Option<T>,
) -> Vec<Dated<T>> {
    let mut out = Vec::new();
    for (index, one) in raw.iter().enumerate() {
        let at = format!("{kind}[{}]", index + 1);
        let (from, source, account, end) = one.head();
        let Some(from) = date(from, &at, faults) else {
            continue;
        };
        let rule = if end {
            None
        } else {
            let mut reader = Reader { at, faults };
            let Some(rule) = convert(one, &mut reader) else {
                continue;
            };
            Some(rule)
        };
        out.push(Dated {
            from,
            rule,
            source: source.to_owned(),
            account: account.cloned(),
            name: name(one),
        });
    }
    out
}

/// For rules of which an account has one at a time.
fn unnamed<R>(_: &R) -> String {
    String::new()
}

/// All rules of year and month.
pub(super) fn rules(raw: &shape::Year, month: &shape::Month, faults: &mut Faults) -> YearRules {
    let steps = YearStep::ALL.map(|step| (step.key(), step));
    let order = raw
        .order
        .iter()
        .filter_map(|text| word(text, "year.order", &steps, faults))
        .collect();
    let accounts = raw.account.iter().map(|one| AccountRule {
        id: one.id.clone(),
        name: one.name.zh.clone(),
        name_en: one.name.en.clone(),
        schemes: one.schemes.clone(),
    });
    YearRules {
        accounts: accounts.collect(),
        order,
        pools: all(&raw.pool, "year.pool", faults, |one| one.id.clone(), pool),
        growth_caps: all(&raw.growth_cap, "year.growth_cap", faults, unnamed, growth),
        global_budgets: all(
            &raw.global_budget,
            "year.global_budget",
            faults,
            unnamed,
            budget,
        ),
        share_bands: all(&raw.share_bands, "year.share_bands", faults, unnamed, bands),
        deposits: all(&raw.deposit, "year.deposit", faults, unnamed, deposit),
        prepay: all(&month.prepay, "month.prepay", faults, unnamed, prepay),
        advances: all(&raw.advance, "year.advance", faults, unnamed, advance),
        clearings: all(&raw.clearing, "year.clearing", faults, unnamed, clearing),
        deductions: raw
            .deduction
            .iter()
            .enumerate()
            .filter_map(|(index, one)| deduction(index, one, faults))
            .collect(),
        capitations: all(
            &raw.capitation,
            "year.capitation",
            faults,
            |one| one.name.clone(),
            capitation,
        ),
        packages: all(
            &raw.package,
            "year.package",
            faults,
            |one| one.name.clone(),
            package,
        ),
        referrals: all(
            &raw.referral,
            "year.referral",
            faults,
            |one| one.name.clone(),
            referral,
        ),
        rewards: all(
            &raw.reward,
            "year.reward",
            faults,
            |one| one.name.clone(),
            reward,
        ),
        long_term_care: all(
            &raw.long_term_care,
            "year.long_term_care",
            faults,
            |one| one.name.clone(),
            care,
        ),
    }
}

fn pool(raw: &shape::Pool, read: &mut Reader<'_>) -> Option<PoolRule> {
    let bases = [("fund", 0), ("total", 1), ("ratio", 2)];
    let basis = match read.word(raw.basis.as_ref(), "basis", &bases)? {
        0 => PoolBasis::Fund,
        1 => PoolBasis::Total,
        _ => PoolBasis::Ratio(read.need(raw.ratio.as_ref(), "ratio")?),
    };
    let remainders = [
        ("spread", Remainder::Spread),
        ("reserve", Remainder::Reserve),
    ];
    let participants = raw.participants.iter().map(|one| Participant {
        id: one.id.clone(),
        name: one.name.clone(),
        own: one.own,
        points: read.optional(one.points.as_ref()),
        patients: read.optional(one.patients.as_ref()),
        prepaid: read.optional(one.prepaid.as_ref()),
    });
    let participants = participants.collect();
    let budget_value = match &raw.budget_value {
        Some(one) => Some(BudgetValue {
            costs: read.terms(&one.costs)?,
            weights: read.terms(&one.weights)?,
            points: read.term(&one.points)?,
        }),
        None => None,
    };
    let Some(name) = &raw.name else {
        return read.missing("name");
    };
    let what_if = raw.what_if.iter().filter_map(|one| {
        Some(PoolWhatIf {
            name: one.name.clone(),
            own: signed(&one.own)?,
            region: one.region.as_ref().and_then(|text| signed(text)),
            budget: signed(&one.budget)?,
            source: one.source.clone(),
        })
    });
    Some(PoolRule {
        name: name.zh.clone(),
        name_en: name.en.clone(),
        budget: read.need(raw.budget.as_ref(), "budget")?,
        reserve: read.need(raw.reserve.as_ref(), "reserve")?,
        basis,
        places: raw.places,
        remainder: read.word(raw.remainder.as_ref(), "remainder", &remainders)?,
        own_price: raw.own_price.clone(),
        participants,
        budget_value,
        what_if: what_if.collect(),
    })
}

fn growth(raw: &shape::GrowthCap, read: &mut Reader<'_>) -> Option<GrowthCap> {
    let limits = [
        ("per_case", GrowthLimit::PerCase),
        ("total", GrowthLimit::Total),
    ];
    let excess = [("withheld", Excess::Withheld), ("lost", Excess::Lost)];
    let mut order = Vec::new();
    for text in &raw.order {
        order.push(read.word(Some(text), "order", &limits)?);
    }
    Some(GrowthCap {
        per_case: read.optional(raw.per_case.as_ref()),
        total: read.optional(raw.total.as_ref()),
        prior_average: read.optional(raw.prior_average.as_ref()),
        prior_total: read.optional(raw.prior_total.as_ref()),
        order,
        excess: read.word(raw.excess.as_ref(), "excess", &excess)?,
    })
}

fn budget(raw: &shape::Bands, read: &mut Reader<'_>) -> Option<ShareBands> {
    let standard = read.need(raw.budget.as_ref(), "budget")?;
    let mut rule = read_bands(raw, read)?;
    rule.standard = Some(standard);
    Some(rule)
}

fn bands(raw: &shape::Bands, read: &mut Reader<'_>) -> Option<ShareBands> {
    if raw.budget.is_some() {
        let at = format!("{}.budget", read.at);
        read.faults.key("pack.year_budget_here", &at, &[]);
    }
    read_bands(raw, read)
}

fn read_bands(raw: &shape::Bands, read: &mut Reader<'_>) -> Option<ShareBands> {
    // The word is asked for so that nobody overlooks the cliff.
    read.word(raw.below.as_ref(), "below", &[("actual", ())])?;
    let mut rows = Vec::new();
    for (up_to, share) in &raw.bands {
        let up_to = if up_to.is_empty() {
            None
        } else {
            Some(read.term(up_to)?)
        };
        rows.push((up_to, read.term(share)?));
    }
    Some(ShareBands {
        floor: read.need(raw.floor.as_ref(), "floor")?,
        keep: read.need(raw.keep.as_ref(), "keep")?,
        bands: rows,
        standard: None,
    })
}

fn deposit(raw: &shape::Deposit, read: &mut Reader<'_>) -> Option<DepositRule> {
    let mut returns = Vec::new();
    for (from, back) in &raw.returns {
        let back = match back.as_str() {
            "full" => DepositReturn::Full,
            "score_percent" => DepositReturn::ScorePercent,
            "none" => DepositReturn::Nothing,
            share => DepositReturn::Share(read.term(share)?),
        };
        returns.push((read.term(from)?, back));
    }
    Some(DepositRule {
        share: read.need(raw.share.as_ref(), "share")?,
        returns,
        score: read.optional(raw.score.as_ref()),
        returned_on: read.month_day(raw.returned_on.as_ref(), "returned_on")?,
    })
}

fn prepay(raw: &shape::Prepay, read: &mut Reader<'_>) -> Option<PrepayRule> {
    let on = [("posted", PrepayOn::Posted), ("settled", PrepayOn::Settled)];
    let true_up = match &raw.true_up {
        Some(one) => Some(TrueUp {
            lag: one.lag,
            day: read.day(Some(one.day), "true_up.day")?,
        }),
        None => None,
    };
    let Some(lag) = raw.lag else {
        return read.missing("lag");
    };
    let cycles = [("month", PrepayEvery::Month), ("week", PrepayEvery::Week)];
    let every = match &raw.every {
        Some(text) => read.word(Some(text), "every", &cycles)?,
        None => PrepayEvery::Month,
    };
    let day = match (every, raw.day) {
        (PrepayEvery::Week, Some(day)) if !(1..=7).contains(&day) => {
            let at = format!("{}.day", read.at);
            let value = day.to_string();
            read.faults
                .key("pack.year_weekday", &at, &[("value", &value)]);
            return None;
        }
        (_, day) => read.day(day, "day")?,
    };
    Some(PrepayRule {
        share: read.need(raw.share.as_ref(), "share")?,
        on: read.word(raw.on.as_ref(), "on", &on)?,
        every,
        lag,
        day,
        true_up,
    })
}

fn advance(raw: &shape::Advance, read: &mut Reader<'_>) -> Option<AdvanceRule> {
    Some(AdvanceRule {
        months: read.need(raw.months.as_ref(), "months")?,
        paid_last_year: read.optional(raw.paid_last_year.as_ref()),
        interest: read.optional(raw.interest.as_ref()),
        paid_on: read.month_day(raw.paid_on.as_ref(), "paid_on")?,
        repaid_on: read.month_day(raw.repaid_on.as_ref(), "repaid_on")?,
    })
}

fn clearing(raw: &shape::Clearing, read: &mut Reader<'_>) -> Option<ClearingRule> {
    let due = read.month_day(raw.due.as_ref(), "due")?;
    let instalments = match raw.instalments {
        Some(count) if count > 0 => count,
        _ => return read.missing("instalments"),
    };
    // Instalments fall on the same day of the months that follow.
    if instalments > 1 {
        read.day(Some(due.day), "due")?;
    }
    Some(ClearingRule { due, instalments })
}

fn deduction(index: usize, raw: &shape::Deduction, faults: &mut Faults) -> Option<DeductionRule> {
    let at = format!("year.deduction[{}]", index + 1);
    let on = date(&raw.on, &at, faults)?;
    let kinds = [
        ("refusal", DeductionKind::Refusal),
        ("deduction", DeductionKind::Deduction),
    ];
    let mut read = Reader { at, faults };
    Some(DeductionRule {
        account: raw.account.clone(),
        year: raw.year,
        on,
        kind: read.word(Some(&raw.kind), "kind", &kinds)?,
        amount: read.term(&raw.amount)?,
        reason: raw.reason.clone(),
        source: raw.source.clone(),
    })
}
