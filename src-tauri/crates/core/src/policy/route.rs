use serde::Serialize;

/// Where a case goes.
/// 结算路径
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Priced by its group (按病组).
    Priced,
    /// Paid by item: payment = charge, the fund pays what the patient does not (按项目).
    Itemised,
    /// The patient pays the charge, the fund nothing (自费).
    SelfPaid,
    /// Known, but the pack has no price for it.
    Unpriced,
}

/// What a route asks of a case. Single names are parameter ids or group flags; lists hold the words of the files.
///
/// A question about something the file does not say of the case has no answer: the case is refused by name unless
/// another question of the same route already fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteTest {
    /// Length of stay ≤ the parameter.
    LosAtMost(String),
    /// Length of stay ≥ the parameter.
    LosAtLeast(String),
    /// The group carries this flag, e.g. `single` for a list of single diseases.
    Flag(String),
    /// The case has a group code (已入组), or has none.
    Grouped(bool),
    /// Payer scheme is one of these.
    Scheme(Vec<String>),
    /// Discharge unit is one of these codes.
    Department(Vec<String>),
    /// Kind of ward is one of these words (病区类型): psychiatric, rehabilitation, long stay.
    Ward(Vec<String>),
    /// The hospital's grade, as the pack states it, is one of these.
    Grade(Vec<String>),
    /// Age in years < the parameter.
    AgeBelow(String),
    /// Age in years ≥ the parameter.
    AgeAtLeast(String),
    /// Share of Chinese medicine in the treatment ≥ the parameter (中医治疗占比).
    TcmAtLeast(String),
    /// Insured elsewhere (异地就医).
    NonLocal(bool),
    /// Critical or acute severe case (急危重).
    Critical(bool),
    /// Individual review granted (特例单议).
    SpecialReview(bool),
}

impl RouteTest {
    /// The parameter it names.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::LosAtMost(id)
            | Self::LosAtLeast(id)
            | Self::AgeBelow(id)
            | Self::AgeAtLeast(id)
            | Self::TcmAtLeast(id) => Some(id),
            _ => None,
        }
    }
}

/// One ordered filter inside a method; the first that holds speaks (入组范围).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteRule {
    /// Question.
    pub test: RouteTest,
    /// Answer.
    pub to: Route,
}

/// Which method pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The pack's main flow.
    Main,
    /// Another method of the pack.
    Method(String),
    /// No method: by item, self-paid or unpriced. `Priced` counts as the main flow.
    Outside(Route),
}

/// One entry of the order in which a place tries its methods (多元复合支付); all its questions must hold.
///
/// Source: payment-rules §5 (Suqian: by disease, else by day, else by item).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MethodRoute {
    /// Questions; none: every case left.
    pub all: Vec<RouteTest>,
    /// Answer.
    pub to: Target,
}
