//! What somebody brought in: typed rows of accepted import batches, each with the place it came from.
//!
//! [`accept`](self::accept) is the only place where a cell's text becomes a quantity.

pub mod accept;
mod assemble;
mod blanks;
mod case_terms;
mod cases;
mod claims;
mod disease;
mod object_rows;
mod rows;
mod stock;

pub use blanks::Blanks;
pub use case_terms::{CaseTerms, Review};
pub use cases::CaseTable;
pub use claims::{ClaimRow, ClaimStatus};
pub use disease::{CaseServiceRow, InHouseRow, ServiceVolumeRow};
pub use object_rows::{
    ActivityRow, ActivityVolumeRow, CapacityRow, CapacityUseRow, ResourceSource, ServiceItemRow,
};
pub use rows::{
    AccountRule, AssetRow, AssetTerms, ChargeMethod, DriverRow, LedgerLine, OtherIncomeLine,
    RevenueLine, Setting, SourceRef, StaffRow, StockRow, WorkloadRow,
};

pub use stock::{MaterialRow, StockLocation, StockTerms, ValueClass};

use crate::hospital::Department;
use crate::issue::Place;
use crate::period::Period;

/// One accepted import batch: which file, sheet and columns its rows came from.
/// 导入批次
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportBatch {
    /// Number inside the project, from 1, never reused.
    pub id: u32,
    /// Form key: `departments`, `ledger`, … (a folder of `templates/import/`).
    pub form: String,
    /// File name without its folder.
    pub file: String,
    /// SHA-256 of the file, hex.
    pub file_hash: String,
    /// Sheet name; the file name for CSV.
    pub sheet: String,
    /// Facility the rows belong to; empty when the rows say it themselves or there is one only.
    pub facility: String,
    /// Period the rows belong to when they do not say it themselves.
    pub period: Period,
    /// Field → column as Excel counts it, from 1.
    pub columns: Vec<(String, u32)>,
}

/// Everything imported and not superseded, in batch and row order.
/// 事实
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Name of the hospital as the project calls it.
    pub hospital_name: String,
    /// True when the data are generated and must be marked as such wherever they show (演示数据).
    pub synthetic: bool,
    /// Period of the computation.
    pub period: Period,
    /// Batches the rows refer to.
    pub batches: Vec<ImportBatch>,
    /// Costing units, sorted by code.
    pub departments: Vec<(Department, SourceRef)>,
    /// Ledger lines of cost.
    pub ledger: Vec<LedgerLine>,
    /// Account → cost item.
    pub accounts: Vec<AccountRule>,
    /// Staff and pay, without identity.
    pub staff: Vec<StaffRow>,
    /// Asset register.
    pub assets: Vec<AssetRow>,
    /// Monthly stock movements.
    pub stock: Vec<StockRow>,
    /// Item master (物资目录).
    pub materials: Vec<MaterialRow>,
    /// Allocation drivers.
    pub drivers: Vec<DriverRow>,
    /// Visits and bed-days by unit and month.
    pub workload: Vec<WorkloadRow>,
    /// Income by ordering unit, executing unit, patient class.
    pub revenue: Vec<RevenueLine>,
    /// Subsidy and income that is not medical.
    pub other_income: Vec<OtherIncomeLine>,
    /// Billable items by unit.
    pub service_items: Vec<ServiceItemRow>,
    /// Activities of units and what they take of resources.
    pub activities: Vec<ActivityRow>,
    /// Activities taken by service items.
    pub activity_volumes: Vec<ActivityVolumeRow>,
    /// Resource groups with practical capacity.
    pub capacity: Vec<CapacityRow>,
    /// Minutes of pathways on resources.
    pub capacity_use: Vec<CapacityUseRow>,
    /// Discharges.
    pub cases: CaseTable,
    /// Quantities of services per discharge.
    pub case_services: Vec<CaseServiceRow>,
    /// Total volumes of the service units.
    pub service_volumes: Vec<ServiceVolumeRow>,
    /// Patients in the house at the beginning and end of the period.
    pub in_house: Vec<InHouseRow>,
    /// Lines of the insurer's settlement lists.
    pub claims: Vec<ClaimRow>,
}

/// Message key of a field's name. What `charge` means differs from form to form, so each form has its own name for it.
/// 字段名称
pub fn field_key(form: &str, field: &str) -> String {
    match field {
        "charge" => format!("field.charge_{form}"),
        _ => format!("field.{field}"),
    }
}

impl Facts {
    /// The unit with this code. Binary search: units are sorted by code.
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.departments
            .binary_search_by(|(d, _)| d.code.as_str().cmp(code))
            .ok()
            .map(|i| &self.departments[i].0)
    }
    /// Position of the unit with this code in [`Facts::departments`].
    pub fn department_index(&self, code: &str) -> Option<usize> {
        self.departments
            .binary_search_by(|(d, _)| d.code.as_str().cmp(code))
            .ok()
    }
    /// The batch with this number.
    pub fn batch(&self, id: u32) -> Option<&ImportBatch> {
        self.batches.iter().find(|b| b.id == id)
    }
    /// File, sheet, row and column of a field of a row.
    pub fn place(&self, source: SourceRef, field: &str) -> Place {
        let batch = self.batch(source.batch);
        Place {
            file: batch.map(|b| b.file.clone()),
            sheet: batch.map(|b| b.sheet.clone()),
            row: (source.row > 0).then_some(source.row),
            column: batch
                .and_then(|b| b.columns.iter().find(|(name, _)| name == field))
                .map(|(_, column)| *column),
        }
    }
}
