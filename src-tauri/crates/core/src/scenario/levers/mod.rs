//! The catalogue of levers: one file per family.
//! 杠杆目录
//!
//! Every lever has its [`LeverSpec`]: value, further numbers, where it may act, source lines, guards, worked figures.

mod act;
mod activity;
mod compliance;
mod equipment;
mod mix;
mod overhead;
mod payment;
mod people;
mod purchasing;
mod spec;
mod stay;
mod usage;

pub(super) use act::{Act, refused, unknown};
pub use spec::{Answer, Example, Family, Guard, LeverSpec, Measure, Parameter, TargetKind};

use serde::{Deserialize, Serialize};

macro_rules! catalogue {
    ($($(#[$about:meta])* $lever:ident $key:literal $family:ident::$spec:ident,)+) => {
        /// What an override moves; its [`LeverSpec`] says how.
        /// 杠杆
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Lever { $($(#[$about])* $lever,)+ }

        impl Lever {
            /// All levers in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$lever,)+];
            /// Stable key; the message keys are `lever.`, `lever_meaning.`, `lever_formula.` + key.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$lever => $key,)+ }
            }
            /// Everything about it.
            pub const fn spec(self) -> &'static LeverSpec {
                match self { $(Self::$lever => &$family::$spec,)+ }
            }
            /// By key.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$lever),)+ _ => None }
            }
        }
    };
}

catalogue! {
    /// 平均住院日
    LengthOfStay "length_of_stay" stay::LENGTH_OF_STAY,
    /// 超路径住院日
    StayOverPath "stay_over_path" stay::STAY_OVER_PATH,
    /// 日间手术
    DaySurgery "day_surgery" stay::DAY_SURGERY,
    /// 康复期下转
    RehabTransfer "rehab_transfer" stay::REHAB_TRANSFER,
    /// CMI(调整病种结构)
    CmiByMix "cmi_by_mix" mix::CMI_BY_MIX,
    /// CMI(开展新技术)
    CmiByTechnique "cmi_by_technique" mix::CMI_BY_TECHNIQUE,
    /// CMI(仅编码)
    CmiByCoding "cmi_by_coding" mix::CMI_BY_CODING,
    /// CMI(按弹性说法)
    CmiByElasticity "cmi_by_elasticity" mix::CMI_BY_ELASTICITY,
    /// 漏编、错编更正
    CodingCorrection "coding_correction" mix::CODING_CORRECTION,
    /// 工作量
    Volume "volume" activity::VOLUME,
    /// 新服务项目
    NewService "new_service" activity::NEW_SERVICE,
    /// 床位服务
    BedService "bed_service" activity::BED_SERVICE,
    /// 支付价格
    Price "price" payment::PRICE,
    /// 区域总额封顶
    RegionalPool "regional_pool" payment::REGIONAL_POOL,
    /// 高倍率病例占比
    HighOutliers "high_outliers" payment::HIGH_OUTLIERS,
    /// 低倍率病例占比
    LowOutliers "low_outliers" payment::LOW_OUTLIERS,
    /// 医保拒付率
    Refusals "refusals" payment::REFUSALS,
    /// 特病特议
    SpecialReview "special_review" payment::SPECIAL_REVIEW,
    /// 新技术单独支付
    NewTechnology "new_technology" payment::NEW_TECHNOLOGY,
    /// 基金使用率
    FundUse "fund_use" payment::FUND_USE,
    /// 薪酬水平
    Wage "wage" people::WAGE,
    /// 人员编制
    Headcount "headcount" people::HEADCOUNT,
    /// 专家柔性引进
    ExpertSourcing "expert_sourcing" people::EXPERT_SOURCING,
    /// 结余分配奖励
    BonusShare "bonus_share" people::BONUS_SHARE,
    /// 药品价格
    DrugPrice "drug_price" purchasing::DRUG_PRICE,
    /// 卫生材料价格
    MaterialPrice "material_price" purchasing::MATERIAL_PRICE,
    /// 药品集采
    DrugTender "drug_tender" purchasing::DRUG_TENDER,
    /// 耗材集采
    MaterialTender "material_tender" purchasing::MATERIAL_TENDER,
    /// 单品采购价
    UnitPrice "unit_price" purchasing::UNIT_PRICE,
    /// 集中采购降价
    PurchasePrice "purchase_price" purchasing::PURCHASE_PRICE,
    /// 药耗占比
    CostShare "cost_share" purchasing::COST_SHARE,
    /// 库存天数(SPD)
    SpdDays "spd_days" purchasing::SPD_DAYS,
    /// 路径用药比例
    Pathway "pathway" usage::PATHWAY,
    /// 适应证审核
    IndicationCheck "indication_check" usage::INDICATION_CHECK,
    /// 检查检验互认
    MutualRecognition "mutual_recognition" usage::MUTUAL_RECOGNITION,
    /// 病组变动成本
    CaseCost "case_cost" usage::CASE_COST,
    /// 设备利用率
    EquipmentUse "equipment_use" equipment::EQUIPMENT_USE,
    /// 设备共享
    EquipmentShare "equipment_share" equipment::EQUIPMENT_SHARE,
    /// 设备租赁
    EquipmentLease "equipment_lease" equipment::EQUIPMENT_LEASE,
    /// 设备按次付费
    EquipmentPerUse "equipment_per_use" equipment::EQUIPMENT_PER_USE,
    /// 固定成本
    FixedCost "fixed_cost" overhead::FIXED_COST,
    /// 能源节约
    Energy "energy" overhead::ENERGY,
    /// 外包合同价
    Outsourcing "outsourcing" overhead::OUTSOURCING,
    /// 科目成本
    AccountCost "account_cost" overhead::ACCOUNT_COST,
    /// 新增收入
    AddedIncome "added_income" overhead::ADDED_INCOME,
    /// 重复收费拦截
    DoubleCharge "double_charge" compliance::DOUBLE_CHARGE,
    /// 分解住院拦截
    SplitAdmission "split_admission" compliance::SPLIT_ADMISSION,
    /// 30 天再入院率
    Readmission "readmission" compliance::READMISSION,
    /// 并发症率
    Complication "complication" compliance::COMPLICATION,
}
