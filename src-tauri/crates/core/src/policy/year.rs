//! Rules of the policy year and of cash, as a pack states them: dated, cited, evaluated by [`crate::clearing`].

use serde::Serialize;
use std::collections::BTreeSet;

use super::{Capitation, LongTermCare, Referral, Reward, ServicePackage};
use crate::period::Date;
use crate::quantity::{Fraction, Money};

/// A number of a year rule: stated in the rule (then the rule's own source speaks for it) or a parameter of the pack
/// with days and sources of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Stated where it is used.
    Number(Fraction),
    /// Parameter id.
    Parameter(String),
}

/// A rule that holds from its day until the next one of the same kind and account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated<T> {
    /// First day.
    pub from: Date,
    /// The rule; `None` ends it.
    pub rule: Option<T>,
    /// Id of its source in the pack.
    pub source: String,
    /// Account it speaks for; `None` for every account without a rule of its own.
    pub account: Option<String>,
    /// Id or name where several rules of a kind stand side by side (pools, contracts); empty otherwise.
    pub name: String,
}

/// Payer schemes that are settled together with the payer.
/// 清算单元
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountRule {
    /// Stable id.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Payer schemes as the files write them.
    pub schemes: Vec<String>,
}

/// A step from the year's payment to the final sum; the pack gives their order.
/// 清算步骤
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum YearStep {
    /// 区域点数清算: the hospital's part of the regional pool replaces the sum so far.
    Pool,
    /// 双控: limits on growth per case and in total.
    GrowthCap,
    /// 总额预算: bands on posted against the budget replace the sum so far.
    GlobalBudget,
    /// 结余留用、超支分担: bands on posted against the sum so far.
    ShareBands,
}

impl YearStep {
    /// All four.
    pub const ALL: [Self; 4] = [
        Self::Pool,
        Self::GrowthCap,
        Self::GlobalBudget,
        Self::ShareBands,
    ];
    /// Stable key, also the pack's word.
    pub const fn key(self) -> &'static str {
        ["pool", "growth_cap", "global_budget", "share_bands"][self as usize]
    }
}

/// Retained surplus and shared overspend on posted ÷ standard.
/// 结余留用、合理超支分担
///
/// Below the floor the posted amount is paid (a declared cliff); between floor and 1 posted + keep × (standard − posted);
/// above 1 the standard + Σ band width × share; beyond the last band nothing. Source: payment-rules §6.4.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareBands<N = Term> {
    /// Posted ÷ standard below which only the posted amount is paid; 0 for none.
    pub floor: N,
    /// Share of the surplus that the hospital keeps.
    pub keep: N,
    /// `(up to, share the fund bears)` above 1, rising; `None` has no upper end.
    pub bands: Vec<(Option<N>, N)>,
    /// The standard in 元; `None`: the sum so far. A global budget states it.
    pub standard: Option<N>,
}

/// What happens to the part above a growth limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Excess {
    /// Held back, open until the payer decides.
    Withheld,
    /// Not paid.
    Lost,
}

/// Which growth is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrowthLimit {
    /// 次均: the mean per case.
    PerCase,
    /// 总额: the year's sum.
    Total,
}

/// Limits on growth against the year before.
/// 费用增长双控
///
/// Source: payment-rules §5 (Suqian; the order is a design choice).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GrowthCap<N = Term> {
    /// Growth of the mean per case that is paid, e.g. 0.05.
    pub per_case: Option<N>,
    /// Growth of the sum that is paid.
    pub total: Option<N>,
    /// Last year's mean per case, 元.
    pub prior_average: Option<N>,
    /// Last year's sum, 元.
    pub prior_total: Option<N>,
    /// Which limit comes first.
    pub order: Vec<GrowthLimit>,
    /// The part above.
    pub excess: Excess,
}

/// What of the deposit comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DepositReturn<N = Term> {
    /// 全额返还
    Full,
    /// 按得分比例: score ÷ 100.
    ScorePercent,
    /// A stated share.
    Share(N),
    /// 不返还
    Nothing,
}

/// Quality deposit held back until the yearly score.
/// 质量保证金
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DepositRule<N = Term> {
    /// Share of the final sum.
    pub share: N,
    /// `(score from, return)`, falling; the first row reached speaks.
    pub returns: Vec<(N, DepositReturn<N>)>,
    /// The hospital's score, 0–100; `None` while unknown.
    pub score: Option<N>,
    /// Month and day of the return, in the year after.
    pub returned_on: MonthDay,
}

/// A day of a year the rule does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MonthDay {
    /// 1–12.
    pub month: u8,
    /// 1–28, so that it exists in every month.
    pub day: u8,
}

/// What the monthly prepayment is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PrepayOn {
    /// 记账金额: what the fund would pay by item.
    Posted,
    /// 支付标准口径: what the pack pays.
    Settled,
}

/// When the month is squared with its settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TrueUp {
    /// Months after the month of service.
    pub lag: u8,
    /// Day of that month, 1–28.
    pub day: u8,
}

/// How often a share is prepaid.
/// 预付周期
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PrepayEvery {
    /// 按月预付
    Month,
    /// 按周预付: weeks run from Monday to Sunday and are cut at the end of a month, so that each amount belongs to one
    /// month of service. Source: payment-rules §6.1 (weekly prepayment with monthly clearing).
    Week,
}

/// Prepayment of what the cases of a month or a week bring.
/// 按月(周)预付(预拨)
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrepayRule<N = Term> {
    /// Share paid.
    pub share: N,
    /// Of what.
    pub on: PrepayOn,
    /// How often.
    pub every: PrepayEvery,
    /// Months after the month of service, or weeks after the week.
    pub lag: u8,
    /// Day of that month, 1–28; by week the day of that week, 1 (Monday) – 7.
    pub day: u8,
    /// 多退少补; `None`: the rest waits for clearing.
    pub true_up: Option<TrueUp>,
}

/// Advance of the fund: a liability, never revenue.
/// 医保基金预付金
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdvanceRule<N = Term> {
    /// Months of last year's mean spending.
    pub months: N,
    /// What the fund paid last year, 元.
    pub paid_last_year: Option<N>,
    /// Yearly interest rate saved; `None` leaves the saving out.
    pub interest: Option<N>,
    /// Day it comes, in the policy year.
    pub paid_on: MonthDay,
    /// Day it goes back, in the policy year.
    pub repaid_on: MonthDay,
}

/// Year-end clearing.
/// 年终清算
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClearingRule {
    /// Day in the year after.
    pub due: MonthDay,
    /// A negative result is taken back in so many monthly instalments, from the due day on.
    pub instalments: u8,
}

/// Why the payer takes money off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeductionKind {
    /// 拒付
    Refusal,
    /// 扣款
    Deduction,
}

/// Money the payer took off, stated.
/// 拒付与扣款
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeductionRule {
    /// Account.
    pub account: String,
    /// Policy year it concerns.
    pub year: i16,
    /// Day it is taken off the payments.
    pub on: Date,
    /// Kind.
    pub kind: DeductionKind,
    /// Amount, 元, above 0.
    pub amount: Term,
    /// Why, as the payer says.
    pub reason: String,
    /// Id of its source in the pack.
    pub source: String,
}

/// What the points of a pool pay for.
/// 点值口径
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolBasis<N = Term> {
    /// The fund's money only.
    Fund,
    /// Fund and patients together: each hospital's patients' money comes off its part.
    Total,
    /// The fund divided by a real reimbursement ratio (实际报销比例); the fund's part is spread by points.
    Ratio(N),
}

/// Who has a part in a pool.
/// 参与清算的医疗机构
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Participant<N = Term> {
    /// Stable id.
    pub id: String,
    /// Name; several hospitals together may be one line.
    pub name: String,
    /// This hospital: what is not stated follows from its own cases.
    pub own: bool,
    /// Settled points.
    pub points: Option<N>,
    /// What its patients paid, 元.
    pub patients: Option<N>,
    /// What it was prepaid, 元.
    pub prepaid: Option<N>,
}

/// Where the money goes that a rounded point value does not hand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remainder {
    /// Parts follow the exact point value and are closed to the pool by largest remainder.
    Spread,
    /// Parts follow the rounded point value; the rest stays with the fund, by name.
    Reserve,
}

/// Budget point value from the years before.
/// 预算点值
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetValue<N = Term> {
    /// Total cost of the years before, oldest first, 元.
    pub costs: Vec<N>,
    /// Weight of each, e.g. 1, 2, 7.
    pub weights: Vec<N>,
    /// Points expected.
    pub points: N,
}

/// A change looked at beside the pool: an overlay with its own source.
/// 点值情景
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PoolWhatIf<N = Term> {
    /// Name.
    pub name: String,
    /// Growth of this hospital's points.
    pub own: N,
    /// Growth of all points of the region; `None`: the others stay as they are.
    pub region: Option<N>,
    /// Growth of the budget.
    pub budget: N,
    /// Id of its source in the pack.
    pub source: String,
}

/// A closed regional budget divided by points.
/// 区域总额预算与点数法
///
/// Source: payment-rules §3.6, §4, §6.6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PoolRule<N = Term> {
    /// Chinese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Budget of the fund, 元.
    pub budget: N,
    /// Share kept as risk or adjustment money off the top.
    pub reserve: N,
    /// What the points pay for.
    pub basis: PoolBasis<N>,
    /// Places of the point value.
    pub places: Option<u32>,
    /// What the rounded point value leaves.
    pub remainder: Remainder,
    /// Parameter at which own cases were paid per point, 元: own points = Σ payment ÷ it.
    pub own_price: Option<String>,
    /// Who shares.
    pub participants: Vec<Participant<N>>,
    /// Budget point value; `None` where the area has none.
    pub budget_value: Option<BudgetValue<N>>,
    /// Looked at beside.
    pub what_if: Vec<PoolWhatIf<N>>,
}

/// All rules of the year and of cash.
/// 月度、年度与现金规则
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct YearRules {
    /// Accounts settled with the payer.
    pub accounts: Vec<AccountRule>,
    /// Steps from the year's payment to the final sum.
    pub order: Vec<YearStep>,
    /// Regional pools; an account's rule speaks in its `pool` step, rules without account are shown by themselves.
    pub pools: Vec<Dated<PoolRule>>,
    /// 双控
    pub growth_caps: Vec<Dated<GrowthCap>>,
    /// 总额预算
    pub global_budgets: Vec<Dated<ShareBands>>,
    /// 结余留用、超支分担
    pub share_bands: Vec<Dated<ShareBands>>,
    /// 质量保证金
    pub deposits: Vec<Dated<DepositRule>>,
    /// 按月预付
    pub prepay: Vec<Dated<PrepayRule>>,
    /// 预付金
    pub advances: Vec<Dated<AdvanceRule>>,
    /// 年终清算
    pub clearings: Vec<Dated<ClearingRule>>,
    /// 拒付与扣款
    pub deductions: Vec<DeductionRule>,
    /// 按人头付费
    pub capitations: Vec<Dated<Capitation>>,
    /// 服务包
    pub packages: Vec<Dated<ServicePackage>>,
    /// 转诊
    pub referrals: Vec<Dated<Referral>>,
    /// 绩效
    pub rewards: Vec<Dated<Reward>>,
    /// 长护险
    pub long_term_care: Vec<Dated<LongTermCare>>,
}

impl YearRules {
    /// Whether the pack says nothing about the year.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
    /// Every source named, sorted; those of what-ifs among them.
    pub fn sources(&self) -> BTreeSet<&str> {
        let what_ifs = self
            .pools
            .iter()
            .flat_map(|pool| &pool.rule)
            .flat_map(|rule| rule.what_if.iter().map(|one| one.source.as_str()));
        self.rule_sources().into_iter().chain(what_ifs).collect()
    }
    /// Sources of the rules themselves, sorted: a what-if beside a pool decides no figure of the year.
    pub fn rule_sources(&self) -> BTreeSet<&str> {
        fn of<T>(rules: &[Dated<T>]) -> impl Iterator<Item = &str> {
            rules.iter().map(|rule| rule.source.as_str())
        }
        of(&self.pools)
            .chain(of(&self.growth_caps))
            .chain(of(&self.global_budgets))
            .chain(of(&self.share_bands))
            .chain(of(&self.deposits))
            .chain(of(&self.prepay))
            .chain(of(&self.advances))
            .chain(of(&self.clearings))
            .chain(of(&self.capitations))
            .chain(of(&self.packages))
            .chain(of(&self.referrals))
            .chain(of(&self.rewards))
            .chain(of(&self.long_term_care))
            .chain(self.deductions.iter().map(|one| one.source.as_str()))
            .collect()
    }
}

/// 元 as a rule states it, in exact 分.
pub fn fen(yuan: &Fraction) -> Fraction {
    yuan * &Fraction::from(100)
}

/// 元 as a rule states it, in whole 分.
pub fn money(yuan: &Fraction) -> Money {
    crate::quantity::rounding::to_money(&fen(yuan))
}
