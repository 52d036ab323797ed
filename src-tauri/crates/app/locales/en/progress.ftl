# Progress of long work

import-reading = Reading { $file }
import-keeping = Writing into the project
ui-left_seconds = about { $count } s left
ui-left_minutes = about { $count } min left
