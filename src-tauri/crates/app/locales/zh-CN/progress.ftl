# 长时间处理的进度

import-reading = 正在读取 { $file }
import-keeping = 正在写入项目
ui-left_seconds = 约剩 { $count } 秒
ui-left_minutes = 约剩 { $count } 分钟
