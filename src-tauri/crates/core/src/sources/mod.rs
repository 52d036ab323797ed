//! Where cost comes from beside the ledger: people, assets and stock, compared with what the ledger booked.
//! 成本来源:人员薪酬、资产、库存,与总账逐科目核对
//!
//! The ledger stays the base of every published cost (cost-method §1.1): a difference is shown, never spread.

pub mod assets;
mod found;
pub mod inventory;
pub mod labour;
pub mod materials;
pub mod reconcile;
pub mod schedule;
pub mod stock;

use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::issue::Issue;
use crate::plan::Plan;
use crate::quantity::Fraction;

/// What one source says one unit's cost of one item was.
/// 来源金额
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Source key, as [`SourceLink`](crate::plan::SourceLink) names it; its name is the message `source.` + key.
    pub source: String,
    /// Cost item.
    pub item: CostItem,
    /// Unit code as the source writes it.
    pub department: String,
    /// Exact 分.
    pub amount: Fraction,
    /// Key of its explanation.
    pub why: String,
}

/// The sources of one computation.
/// 成本来源
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// People and pay.
    pub labour: labour::Labour,
    /// Charges of the asset register, recomputed; parallel to the facts' assets.
    pub assets: Vec<assets::AssetCharge>,
    /// Drugs, consumables and stock; `None` when there are no stock movements.
    pub stock: Option<stock::Stock>,
    /// The ledger against the sources.
    pub reconciliation: reconcile::Reconciliation,
}

/// Gathers the sources and compares them with the ledger.
pub fn gather(facts: &Facts, plan: &Plan) -> (Sources, Vec<Issue>) {
    let (labour, mut issues) = labour::labour(facts);
    let (assets, found) = assets::assets(facts, plan);
    issues.extend(found);
    let (stock, found) = stock::gather(facts, plan);
    issues.extend(found);
    let mut feeds = labour.feeds();
    feeds.extend(assets::feeds(facts));
    feeds.extend(stock.iter().flat_map(|stock| stock.materials.feeds()));
    let (reconciliation, found) = reconcile::reconcile(facts, plan, feeds);
    issues.extend(found);
    let sources = Sources {
        labour,
        assets,
        stock,
        reconciliation,
    };
    (sources, issues)
}
