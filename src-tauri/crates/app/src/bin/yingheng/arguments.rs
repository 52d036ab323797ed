//! What the command line understands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// 盈衡:医院成本、医保支付与盈亏平衡测算 / Yingheng: hospital cost, payment and break-even
#[derive(Parser)]
#[command(name = "yingheng", version, about, max_term_width = 110)]
pub struct Arguments {
    /// 语言 / language: zh, en
    #[arg(long, global = true, default_value = "zh")]
    pub lang: String,
    /// 输出 JSON / print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// 模板目录(默认:YINGHENG_TEMPLATES,或程序旁的 templates)/ folder of the templates
    #[arg(long, global = true, env = "YINGHENG_TEMPLATES")]
    pub templates: Option<PathBuf>,
    /// 从标准输入第一行读取项目密码(否则读环境变量 YINGHENG_PASSWORD)。密码不能写在命令行上:其他用户能看到命令行 / read the project's password from the first line of standard input (else from YINGHENG_PASSWORD). Never on the command line: others can see it
    #[arg(long, global = true)]
    pub password_stdin: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// A project file.
#[derive(Args)]
pub struct ProjectArgument {
    /// 项目文件 / project file (.yhproj)
    pub project: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum PasswordAct {
    /// 设置密码并打印恢复密钥 / encrypt, and print the recovery key
    Set,
    /// 修改密码并打印新的恢复密钥 / another password and another recovery key
    Change,
    /// 取消密码 / no longer encrypted
    Remove,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum What {
    /// 董事会工作簿、图、表 / workbook, charts and tables
    All,
    /// 董事会工作簿 / board workbook
    Board,
    /// 图(SVG)/ charts
    Charts,
    /// 表(CSV)/ tables
    Tables,
}

#[derive(Subcommand)]
pub enum Command {
    /// 新建项目 / make a project
    New {
        #[command(flatten)]
        at: ProjectArgument,
        /// 医院名称 / name of the hospital
        #[arg(long)]
        name: String,
        /// 期间 / period: 2025, 2025-03
        #[arg(long)]
        period: String,
        /// 支付规则 / policy pack: cn/demo-county/2025, tariff (本院均次成本 / own mean cost), 或目录 / or a folder
        #[arg(long)]
        policy: String,
        /// 核算设置文件 / plan file (toml)
        #[arg(long)]
        plan: Option<PathBuf>,
        /// 病例自带成本中固定成本的占比 / fixed share of costs given per case, 0–1
        #[arg(long)]
        fixed_share: Option<String>,
        /// 该占比由谁、按什么说明 / who states that share, or by what reckoning
        #[arg(long, requires = "fixed_share", default_value = "")]
        fixed_share_source: String,
    },
    /// 更改项目设置并列出 / change what a project decides, and list it
    Settings {
        #[command(flatten)]
        at: ProjectArgument,
        /// 支付规则 / policy pack: one of those listed, 或目录 / or a folder
        #[arg(long)]
        policy: Option<String>,
        /// 核算设置文件 / plan file (toml)
        #[arg(long)]
        plan: Option<PathBuf>,
        /// 院区,空文本表示全部 / facility; an empty text for all
        #[arg(long)]
        facility: Option<String>,
        /// 固定成本占比 60% 或 0.6,空文本表示撤回 / fixed share of costs given per case; an empty text takes it back
        #[arg(long)]
        fixed_share: Option<String>,
        /// 该占比由谁、按什么说明 / who states that share, or by what reckoning
        #[arg(long, requires = "fixed_share", default_value = "")]
        fixed_share_source: String,
    },
    /// 导入文件,自动识别表单 / bring in files, forms recognised
    Import {
        #[command(flatten)]
        at: ProjectArgument,
        /// 文件 / files (xlsx, xls, csv)
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 字段对照文件 / mapping file (toml)
        #[arg(long)]
        map: Option<PathBuf>,
        /// 取代同表单、院区、期间和表名的旧批次 / take the place of earlier batches of the same form, facility, period and sheet
        #[arg(long)]
        supersede: bool,
    },
    /// 导入模板:空白或示例 / entry workbooks of the import forms, blank or filled
    Template {
        /// 表单;不写则全部 / form, e.g. ledger; all when left out
        form: Option<String>,
        /// 输出目录 / folder
        #[arg(long, default_value = ".")]
        out: PathBuf,
        /// 填入演示医院的数据 / filled with rows of the demonstration hospital
        #[arg(long)]
        filled: bool,
    },
    /// 导出未导入的行,标出问题单元格 / rejected rows of a batch, bad cells marked
    Rejected {
        #[command(flatten)]
        at: ProjectArgument,
        /// 批次号 / batch
        #[arg(long)]
        batch: String,
        /// 原来源文件 / the file it was imported from
        #[arg(long)]
        source: PathBuf,
        /// 输出工作簿 / workbook
        #[arg(long)]
        out: PathBuf,
    },
    /// 接管数据质量报告与首个答案 / takeover: what is there, how good it is, the first answer, what is unknown
    Takeover {
        #[command(flatten)]
        at: ProjectArgument,
    },
    /// 编码对照:列出日志或确认一条 / code pairs: lists the log, or confirms one
    Crosswalk {
        #[command(flatten)]
        at: ProjectArgument,
        /// department, account, group
        #[arg(long, requires = "from")]
        kind: Option<String>,
        /// 来源编码或名称 / the sender's code or name
        #[arg(long, requires = "kind")]
        from: Option<String>,
        /// 本项目编码,空文本表示撤回 / the project's code; an empty text takes it back
        #[arg(long, requires = "from", default_value = "")]
        to: String,
    },
    /// 测算并打印关键指标 / compute and print the headline figures
    Compute {
        #[command(flatten)]
        at: ProjectArgument,
        /// 院区 / one facility only
        #[arg(long)]
        facility: Option<String>,
        /// 成本层级 / level: medical_business, medical, medical_full, hospital_full
        #[arg(long)]
        level: Option<String>,
    },
    /// 输出报告 / write reports
    Report {
        #[command(flatten)]
        at: ProjectArgument,
        /// 输出目录 / folder
        #[arg(long, default_value = ".")]
        out: PathBuf,
        /// 内容 / what
        #[arg(long, value_enum, default_value = "all")]
        what: What,
        /// 只输出成本报表工作簿 / only the workbook of the official forms, to this file
        #[arg(long)]
        official: Option<PathBuf>,
        /// 隐去少于 5 例的数字 / hide figures of fewer than five cases
        #[arg(long)]
        hide_small_cells: bool,
        /// 附数字追溯表 / with a sheet that explains every figure of the forms
        #[arg(long, requires = "official")]
        trace: bool,
    },
    /// 这个数怎么来的 / why this number
    Why {
        #[command(flatten)]
        at: ProjectArgument,
        /// 键 / key, e.g. headline/surplus, segment/group/RU14/cost
        key: String,
    },
    /// 支付汇总、年度清算与回款 / payment by payer, the year's clearing, dated amounts
    Pay {
        #[command(flatten)]
        at: ProjectArgument,
    },
    /// 如果……会怎样;方案文件的导入与导出 / what if; scenarios from files and to files
    #[command(visible_alias = "what-if")]
    Scenario {
        #[command(flatten)]
        at: ProjectArgument,
        #[command(flatten)]
        levers: Levers,
        #[command(flatten)]
        files: crate::whatif::Files,
    },
    /// 已保存的方案:比较、归因、快照、合并;质量护栏 / kept scenarios: compare, attribute, snapshot, merge; guards
    Scenarios {
        #[command(flatten)]
        at: ProjectArgument,
        #[command(subcommand)]
        what: crate::scenarios::Scenarios,
    },
    /// 杠杆目录 / the catalogue of levers
    Levers,
    /// 输出页面内容(JSON)/ content of a page as JSON
    Pages {
        #[command(flatten)]
        at: ProjectArgument,
        /// overview, data, costing, case_types, payment, break_even, scenarios, reports
        page: String,
        /// 搜索 / search: 中文、编码、拼音、首字母
        #[arg(long)]
        search: Option<String>,
        /// 排序列 / sort by column
        #[arg(long)]
        sort: Option<String>,
        /// 从大到小 / largest first
        #[arg(long)]
        descending: bool,
        /// 选中行 / selected row
        #[arg(long)]
        selected: Option<String>,
        /// 视图 / view
        #[arg(long)]
        view: Option<String>,
    },
    /// 成本层级、核算设置版本 / cost level, versions of the settings
    Plan {
        #[command(flatten)]
        at: ProjectArgument,
        /// 成本层级 / medical_business, medical, medical_full, hospital_full
        #[arg(long)]
        level: Option<String>,
        /// 恢复某一版 / restore a version
        #[arg(long)]
        restore: Option<u32>,
    },
    /// 折旧年限与起提月份 / lives of assets by class and the first month charged; lists them, or changes one
    Lives {
        #[command(flatten)]
        at: ProjectArgument,
        /// 资产类别 / class of assets
        #[arg(long, requires = "years")]
        class: Option<String>,
        /// 年限 / years: 8, 5-10, 8-, -3; none: 不计提 / never charged
        #[arg(long, requires = "class", allow_hyphen_values = true)]
        years: Option<String>,
        /// 依据 / where the life comes from; an existing line keeps its own when left out
        #[arg(long, requires = "class", default_value = "")]
        source: String,
        /// 起提月份 / first month charged: same (当月), following (次月)
        #[arg(long)]
        entry: Option<String>,
        /// 预计净残值率(%),空文本表示不考虑 / residual share in per cent; an empty text for none
        #[arg(long)]
        residual: Option<String>,
    },
    /// 可一键处理的问题 / issues with a remedy, or apply one
    Remedy {
        #[command(flatten)]
        at: ProjectArgument,
        /// 办法的键(不写则列出)/ key of the remedy; lists them when left out
        key: Option<String>,
    },
    /// 撤销上一步 / take the last act back
    Undo {
        #[command(flatten)]
        at: ProjectArgument,
    },
    /// 重做 / do the act taken back last again
    Redo {
        #[command(flatten)]
        at: ProjectArgument,
    },
    /// 操作日志 / log: who did what, when
    History {
        #[command(flatten)]
        at: ProjectArgument,
        /// 校验日志与内容,并打印最后一条的校验码 / check log and content, print the last check code
        #[arg(long)]
        verify: bool,
    },
    /// 随程序提供的政策包;检查正在编写的政策包 / policy packs that come with the program; check one being written
    Packs {
        /// 要检查的政策包文件夹(不写则列出)/ folder of a pack to check; lists them when left out
        check: Option<PathBuf>,
    },
    /// 本项目的政策包:查看、改取值、改依据、确认事项、另存 / the project's policy pack: show, set, remove, source, close, group, save
    Policy {
        #[command(subcommand)]
        what: crate::policy::Policy,
    },
    /// 医保结算对账 / the insurer's settlement list against the computed payments
    Reconcile {
        #[command(flatten)]
        at: ProjectArgument,
        /// 写成工作簿 / write a workbook to send back
        #[arg(long)]
        out: Option<PathBuf>,
        /// 每张清单列出的行数 / rows of each list
        #[arg(long, default_value_t = 20)]
        rows: usize,
    },
    /// 重放:同一批病例按另一政策包、另一日期或叠加取值结算 / the same cases under another pack, at another day, or with an overlay
    Replay {
        #[command(flatten)]
        at: ProjectArgument,
        #[command(flatten)]
        with: ReplayArguments,
    },
    /// 比较两个政策包 / two policy packs compared
    PolicyDiff {
        /// 政策包编号或文件夹 / id or folder of a pack
        before: String,
        /// 另一政策包 / the other
        after: String,
    },
    /// 快照:列出、保存、恢复、比较 / snapshots: list, keep, restore, compare
    Snapshots {
        #[command(flatten)]
        at: ProjectArgument,
        /// 以此名称保存 / keep one under this name
        #[arg(long)]
        keep: Option<String>,
        /// 恢复 / restore this one
        #[arg(long)]
        restore: Option<String>,
        /// 与现在比较 / compare this one with now
        #[arg(long)]
        compare: Option<String>,
    },
    /// 加密项目:设置、修改、取消密码 / encrypted project: set, change, remove the password
    Password {
        /// 新密码取标准输入的下一行,或环境变量 YINGHENG_NEW_PASSWORD / a new password is the next line of standard input, or YINGHENG_NEW_PASSWORD
        act: PasswordAct,
        #[command(flatten)]
        at: ProjectArgument,
    },
    /// 打不开的项目文件:以快照恢复,或抢救到新文件 / a file that does not open: a snapshot in its place, or what is whole into a new one
    Recover {
        #[command(flatten)]
        at: ProjectArgument,
        /// 以此快照恢复 / by this snapshot
        #[arg(long, conflicts_with = "salvage")]
        snapshot: Option<String>,
        /// 抢救到新文件 / what is still whole into a new file
        #[arg(long)]
        salvage: bool,
    },
    /// 依次执行文件中的操作,每行一个 / acts from a file, one a line: import FILE, level KEY, share 60%, policy ID, undo, redo, snapshot NAME, restore ID, report FOLDER, save
    Batch {
        #[command(flatten)]
        at: ProjectArgument,
        /// 操作文件 / file of acts
        acts: PathBuf,
    },
    /// 演示医院:导入、测算、输出报告 / demonstration hospital from files to reports
    Demo {
        /// 输出目录 / folder
        #[arg(long)]
        out: PathBuf,
    },
    /// Reads one file for the parent process.
    #[command(hide = true)]
    ImportWorker,
}

/// Against which rules the cases are paid again.
#[derive(Args)]
pub struct ReplayArguments {
    /// 另一政策包(编号或文件夹;tariff 为次均成本定额)/ another pack, by id or folder
    #[arg(long, conflicts_with_all = ["on", "overlay"])]
    pack: Option<String>,
    /// 同一政策包在此日期的取值 / the same pack as it stands on this day
    #[arg(long = "at", conflicts_with = "overlay")]
    on: Option<String>,
    /// 叠加文件 / overlay file
    #[arg(long)]
    overlay: Option<String>,
    /// 保存在项目中,支付页和报表随之显示 / keep it in the project, for the payment page and reports
    #[arg(long)]
    pub keep: bool,
    /// 不再比较 / end the comparison kept
    #[arg(long, conflicts_with_all = ["pack", "on", "overlay", "keep"])]
    pub end: bool,
    /// 各表写成 CSV 的目录,列出全部变动病例 / folder for the tables as CSV, every moved case named
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// 列出的病例数 / cases listed
    #[arg(long, default_value_t = 20)]
    pub rows: usize,
}

impl ReplayArguments {
    /// Kind and id of what is named; none: what the project keeps.
    pub fn choice(&self) -> Option<(&str, &str)> {
        let named = [
            ("pack", &self.pack),
            ("day", &self.on),
            ("overlay", &self.overlay),
        ];
        named
            .into_iter()
            .find_map(|(kind, id)| Some((kind, id.as_deref()?)))
    }
}

/// Levers of a what-if.
#[derive(Args)]
pub struct Levers {
    /// 平均住院日(天)/ mean length of stay, days
    #[arg(long, allow_hyphen_values = true)]
    los: Option<String>,
    /// CMI(调整病种结构)/ CMI by case mix
    #[arg(long, allow_hyphen_values = true)]
    cmi_mix: Option<String>,
    /// CMI(仅编码)/ CMI by coding only
    #[arg(long, allow_hyphen_values = true)]
    cmi_coding: Option<String>,
    /// 支付价格 / payment price, e.g. 2%
    #[arg(long, allow_hyphen_values = true)]
    price: Option<String>,
    /// 工作量 / volume, e.g. -5%
    #[arg(long, allow_hyphen_values = true)]
    volume: Option<String>,
    /// 薪酬 / wages, e.g. 3%
    #[arg(long, allow_hyphen_values = true)]
    wage: Option<String>,
    /// 药价 / drug prices
    #[arg(long, allow_hyphen_values = true)]
    drug_price: Option<String>,
    /// 卫生材料价格 / consumables prices
    #[arg(long, allow_hyphen_values = true)]
    material_price: Option<String>,
    /// 固定成本变动(元,与核算期间同口径)/ change of fixed cost, yuan over the period computed
    #[arg(long, allow_hyphen_values = true)]
    fixed: Option<String>,
    /// 区域总额封顶:本院占全区域点数的比例(%)/ closed regional pool: this hospital's share of the region's points, per cent
    #[arg(long)]
    regional_pool: Option<String>,
    /// 只对一个病组 / one case group only (los, cmi-coding, volume)
    #[arg(long)]
    group: Option<String>,
}

impl Levers {
    /// (lever key, value as written, group) of what was given, in the order of the page.
    pub fn given(&self) -> Vec<(&'static str, String, Option<String>)> {
        let pairs = [
            ("length_of_stay", &self.los, true),
            ("cmi_by_mix", &self.cmi_mix, false),
            ("cmi_by_coding", &self.cmi_coding, true),
            ("price", &self.price, false),
            ("volume", &self.volume, true),
            ("wage", &self.wage, false),
            ("drug_price", &self.drug_price, false),
            ("material_price", &self.material_price, false),
            ("fixed_cost", &self.fixed, false),
            ("regional_pool", &self.regional_pool, false),
        ];
        let one = |(key, value, by_group): (&'static str, &Option<String>, bool)| {
            value
                .clone()
                .map(|value| (key, value, self.group.clone().filter(|_| by_group)))
        };
        pairs.into_iter().filter_map(one).collect()
    }
}
