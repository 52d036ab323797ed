# 通用名称:成本项目、经费来源、科室类别、成本层级、杠杆、页面、导入表单、关键指标
item-labour = 人员经费
item-consumables = 卫生材料费
item-drugs = 药品费
item-depreciation = 固定资产折旧费
item-amortisation = 无形资产摊销费
item-risk_fund = 提取医疗风险基金
item-other = 其他运行费用

funding-operating = 自有资金及财政基本拨款
funding-fiscal_project = 财政项目拨款
funding-other_project = 非同级财政拨款项目
funding-research_teaching = 科教经费
funding-non_medical = 其他(资产处置、上缴上级、附属补助等)

class-administration = 行政后勤类
class-medical_support = 医疗辅助类
class-medical_technology = 医疗技术类
class-clinical = 临床服务类

level-medical_business = 医疗业务成本
level-medical = 医疗成本
level-medical_full = 医疗全成本
level-hospital_full = 医院全成本

lever-length_of_stay = 平均住院日
lever-cmi_by_mix = CMI(调整病种结构)
lever-cmi_by_coding = CMI(仅编码)
lever-price = 支付价格
lever-volume = 工作量(出院人次)
lever-wage = 薪酬水平
lever-drug_price = 药品价格
lever-material_price = 卫生材料价格
lever-fixed_cost = 固定成本(核算期间)

page-overview = 总览
page-data = 数据
page-costing = 成本
page-case_types = 病种
page-payment = 支付
page-break_even = 保本
page-scenarios = 方案
page-reports = 报告

form-departments = 科室字典
form-accounts = 科目对照
form-ledger = 支出明细
form-staff = 人员与薪酬
form-assets = 资产卡片
form-stock = 库存收发存
form-drivers = 分配参数
form-workload = 工作量
form-revenue = 医疗收入
form-other_income = 财政补助与其他收入
form-cases = 出院病例

kpi-surplus = 收支结余
kpi-inpatient_gap = 病例结余(支付减成本)
kpi-inpatient_revenue = 住院结算收入
kpi-inpatient_cost = 住院病例成本
kpi-contribution = 边际贡献
kpi-break_even = 保本工作量
kpi-margin_of_safety = 安全边际率
kpi-cmi = CMI
kpi-los = 平均住院日
kpi-cases = 出院人次

app-synthetic = 演示数据,全部虚构,不代表任何医院或地区。
app-basis_level = 成本口径:{ $level }
app-basis_policy = 支付规则:{ $pack_en ->
   *[other] { $pack }
};最低确定程度:{ $certainty }
app-basis_run = 测算编号:{ $run }
app-cost_given = 未导入支出明细:病例成本取自文件,无科室分摊和成本项目;保本分析需要在核算设置中说明固定成本占比。
app-source = 来源:{ $hospital },{ $period },测算编号 { $run }
app-source_synthetic = 演示数据(虚构):{ $hospital },{ $period },测算编号 { $run }
app-scenario_bridge = 各项调整对收支结余的影响
app-scenario_named = 方案:{ $name }
table-batches = 已导入的数据与平衡表
column-batch = 批次
column-form = 表单
column-file = 文件
column-sheet = 工作表
column-period = 期间
column-rows = 行数
column-imported = 导入
column-rejected = 拒绝
column-skipped = 跳过
column-formulas = 公式值
column-field = 金额字段
column-file_total = 文件合计
column-amount_imported = 导入金额
column-amount_rejected = 拒绝金额
note-main_amount = 金额列出每个表单的第一个金额字段;其余字段见导入时的平衡表。


error-no_project = 没有打开的项目。请先新建、打开项目,或打开演示医院。
error-no_policy = 项目没有选择支付规则,无法计算医保支付。请在“支付”页选择规则包。
error-no_file = 找不到所选的文件。请重新选择。
error-file = 无法读写“{ $file }”:{ $detail }。请检查文件是否存在、是否被其他程序占用、是否有权限。
error-plan = 核算设置文件“{ $file }”有误:{ $detail }。请按模板 import/plan.toml 更正。
error-pack = 支付规则包无法读取:{ $detail }。请重新选择规则包。
error-identity = 无法生成结果的文本形式:{ $detail }。请把此提示发给技术支持。
error-not_recent = 该项目已不在最近列表中。请用“打开”选择项目文件。
error-period = “{ $text }”不是期间。请写成 2025 或 2025-03。
error-number = “{ $text }”不是数字。请写成 7.2 或 5% 这样的形式。
error-lever = 没有名为“{ $lever }”的杠杆。
error-page = 没有名为“{ $page }”的页面。可用:overview、data、costing、case_types、payment、break_even、scenarios、reports。
error-form = 程序自带的导入表单有误:{ $detail }。请重新安装程序。
error-no_such_form = 没有名为“{ $form }”的导入表单。请选择列表中的表单。
error-no_form = 文件“{ $file }”中没有可识别的工作表:必填列的标题都对不上。请使用导入模板,或手工指定各列对应的字段。
error-no_form_fits = 没有合适的表单,请手工选择。
error-mapping = 字段对照文件“{ $file }”有误:{ $detail }。需要 form 和 [choice] 两部分。
error-no_heading = 文件“{ $file }”中没有标题为“{ $heading }”的列。请核对字段对照文件。
error-unit = “{ $unit }”不是金额单位。可用:thousand、ten_thousand、million、hundred_million。
error-no_templates = 找不到模板目录。请用 --templates 或环境变量 YINGHENG_TEMPLATES 指明。
error-write = 无法写出“{ $file }”:{ $detail }。请关闭正在打开该文件的程序后重试。

cli-baseline = 基准
cli-change = 变化
cli-batch = 批次 { $id } { $form }({ $sheet }):共 { $rows } 行 = 导入 { $imported } + 拒绝 { $rejected } + 跳过 { $skipped }
cli-amount = { $field }:文件 { $total } 元,导入 { $imported },拒绝 { $rejected }
cli-more_issues = 另有 { $count } 项问题,见“数据”页或 --json。
