# 读取导入文件

## 文件打不开

import-no_such_file = 找不到该文件，可能已被移动或改名。请重新选择文件。
import-no_permission = 没有读取该文件的权限，或文件正被其他程序独占。请关闭 Excel/WPS 中的该文件或检查权限后重试。
import-not_a_file = 所选对象不是普通文件（可能是文件夹、快捷方式或链接）。请选择文件本身。
import-unreadable = 读取文件时系统报错：{ $what }。请把文件复制到本机磁盘后重试。
import-empty_file = 文件是空的（0 字节），可能导出或拷贝时中断。请重新导出。
import-not_a_workbook = 该文件不是 Excel 工作簿，也不是 CSV 文本（内容像是：{ $found }），只改扩展名是不行的。请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后再导入。
import-old_format = 这个旧格式工作簿（.xls、.et、.xlsb 或 .ods）的内部结构无法识别，未读取任何数据。请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入。
import-encrypted = 工作簿有打开密码，程序无法读取。请在 Excel 或 WPS 中取消打开密码并另存后再导入。
import-damaged_archive = 文件已损坏或不完整，可能下载、拷贝中断。请重新取得文件，或用 Excel 打开修复后另存为 .xlsx。
import-damaged_part = 工作簿内部的“{ $part }”损坏或缺失。请用 Excel 打开修复后另存为 .xlsx。
import-damaged_xml = 工作表内容不完整或格式错误。请用 Excel 打开修复后另存为 .xlsx。
import-changed_while_reading = 读取期间文件被改动，本次读取作废。请保存并关闭该文件后重新导入。
import-file_changed = 文件内容与预览时不同，已停止。请重新预览后再导入。

## 限额与防护

import-too_large = “{ $part }”超过上限（{ $limit }），已停止读取。请拆成几个文件，或另存为 CSV 后导入。
import-bomb = “{ $part }”解压后膨胀超过 { $limit } 倍，像是有意构造的文件，已拒绝。若确为正常文件，请用 Excel 另存后重试。
import-bad_part_name = 工作簿内部含有越界的文件名“{ $part }”，已拒绝。请用 Excel 另存后重试。
import-doctype = “{ $part }”含有工作簿中不允许出现的 DOCTYPE 声明，已拒绝。
import-hostile_xml = “{ $part }”中有一段超过 { $limit } KB 的文字或标记，任何单元格都放不下，已拒绝。请用 Excel 另存后重试。
import-false_count = “{ $part }”声称的字符串个数与其大小不符，已拒绝。请用 Excel 另存后重试。
import-split_value = 单元格 { $cell } 的值中间夹有注释（位于 { $part }），直接读取会得到错误的数，已拒绝。请用 Excel 另存后重试。
import-beyond_grid = 单元格位置“{ $cell }”超出 Excel 的范围（XFD1048576），位于 { $part }，文件已拒绝。请用 Excel 另存后重试。
import-rows_out_of_order = 工作表的行次序错乱（同一行在后面再次出现），已拒绝，以免数值错位。请用 Excel 另存后重试。
import-too_many_cells = 工作表的单元格超过 { $limit } 个，已停止。请拆分后导入，或另存为 CSV。
import-too_many_columns = 第 { $limit } 列以后还有内容，超过上限。请删除多余的列后重试。
import-too_many_sheets = 工作簿超过 { $limit } 个工作表，已停止。请只保留需要的工作表。
import-bad_cell = 此处之后的一个单元格内容不合规范，无法读取整张工作表。请用 Excel 打开检查该处之后的单元格并另存。
import-limit_memory = 读取该文件需要的内存超过 { $limit } MB 上限，已停止，程序和已有数据不受影响。请拆分文件或另存为 CSV。
import-limit_cpu = 读取该文件用时超过 { $limit } 秒处理器时间上限，已停止，程序和已有数据不受影响。请拆分文件或另存为 CSV。
import-limit_silence = 读取进程 { $limit } 秒没有进展，已停止，程序和已有数据不受影响。请用 Excel 另存后重试。
import-worker_died = 读取该文件的进程意外终止，程序和已有数据不受影响。请用 Excel 另存后重试。
import-worker_protocol = 读取进程的答复无法识别，已停止。请重试；若再次出现，请重新安装程序。
import-worker_unavailable = 无法启动读取进程：{ $what }。请检查安全软件是否拦截，或重新安装程序。
import-worker_unconfined = 系统不允许为读取进程设置内存和时间上限，为安全起见未读取文件。
import-reader_failed = 读取该文件时内部出错，未导入任何数据。请用 Excel 另存后重试。
import-damaged_forms = 程序自带的导入表单损坏（{ $what }）。请重新安装程序。
import-cancelled = 已取消，未导入任何数据。

## 文本文件

import-undecodable = 这一行有无法识别的字符，文件编码既不是 UTF-8 也不是 GB18030。请用 Excel 打开确认无乱码后，另存为“CSV UTF-8”。
import-mixed_encoding = 文件混用两种编码：第 { $utf8_row } 行是 UTF-8，本行不是。请分别导出，或统一另存为“CSV UTF-8”。
import-nul_byte = 这一行含有空字节，不是正常的文本文件。请重新导出。
import-line_too_long = 这一行超过 { $limit } KB，可能缺少换行。请重新导出。
import-unclosed_quote = 这一行的引号没有配对，后面的内容会被并成一格。请检查该行的双引号后重新导出。
import-text_after_quote = 这一行的引号后面还有文字，列可能错位。单元格内的双引号应写成两个。请更正后重新导入。
import-ragged_row = 这一行的列数多于表头，数值可能错位（例如金额里的逗号没有加引号），该行未导入。请更正该行。

## 对应关系

import-reason_headings = 第 { $row } 行的表头“{ $headings }”与该表单一致（必填栏 { $required } 个，找到 { $matched } 个）。
import-reason_joined_headings = 第 { $row } 行的多行表头合并为“{ $headings }”，与该表单一致（必填栏 { $required } 个，找到 { $matched } 个）。
import-no_such_sheet = 文件中没有所选的工作表。请重新预览后选择。
import-no_such_form = 没有所选的表单。请重新选择表单。
import-no_such_field = 该表单没有“{ $field }”这一栏。请重新对应。
import-column_twice = 栏目“{ $field }”所选的列已用于其他栏目，或列号无效。每列只能对应一个栏目。
import-no_token_key = 缺少本项目的脱敏密钥，无法导入病案号、工号等标识栏。请在已打开的项目中导入。
import-identity_mapped = 这一列含有个人身份信息（姓名、证件号、电话等），不能作为普通栏目导入。请取消对应该列，或改选正确的列。

## 单元格

import-error_value = 单元格是 Excel 错误值（如 #DIV/0!），该行不能导入，也不会当作 0。请在原表更正公式。
import-no_stored_result = 单元格是公式但没有保存计算结果。请用 Excel 打开、重新计算并保存后再导入。
import-not_finite = 单元格不是有限的数（无穷大或非数）。请在原表更正。
import-rounded_digits = 数值超过 15 位有效数字，已按 Excel 的显示取 15 位。
import-digits_lost = 编码以数值保存且超过 15 位（或为科学计数），末尾数字已经丢失。请把该列设为文本格式后从原系统重新导出。
import-duplicate_cell = 文件中同一单元格出现两次，不能确定哪个为准。请用 Excel 另存后重试。
import-no_such_date = 日期不存在（例如 2024-02-30，或 1900-02-29）。请在原表更正。
import-unexpected_date = 该栏不是日期，但 Excel 已把内容转成日期（例如编码 3-1 变成 3月1日），原值已丢失。请把该列设为文本格式后重新填写或导出。
import-duration = 单元格是时长格式，没有栏目使用时长。请改为数值。
import-value_too_long = 单元格文字过长，不像编码、名称或金额。请检查是否对应错列。
import-not_scalable = 该列按万元等单位换算，但此单元格不是单纯的数字。请更正该单元格。
import-identity_value = 单元格内含身份证号或手机号，已隐去，该行不能导入。请从该栏删除个人信息。
