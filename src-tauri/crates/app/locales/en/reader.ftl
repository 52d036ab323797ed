# Reading files to import

## The file itself

import-no_such_file = The file is not there; it may have been moved or renamed. Choose it again.
import-no_permission = The file may not be read, or another program holds it. Close it in Excel or WPS, or check the permissions, and try again.
import-not_a_file = This is not an ordinary file (a folder, shortcut or link). Choose the file itself.
import-unreadable = The system failed while reading the file: { $what }. Copy the file to a local disk and try again.
import-empty_file = The file is empty; an export or copy was probably interrupted. Export it again.
import-not_a_workbook = This is neither an Excel workbook nor delimited text (its content looks like { $found }); changing the extension is not enough. Open the original in Excel or WPS, save it as .xlsx and import that.
import-old_format = The inside of this workbook (.xls, .et, .xlsb or .ods) cannot be made out; nothing was read. Open it in Excel or WPS, save it as .xlsx and import that.
import-encrypted = The workbook is protected by a password for opening. Remove that password in Excel or WPS, save it and import it again.
import-damaged_archive = The file is damaged or incomplete; a download or copy may have been interrupted. Get it again, or let Excel repair it and save it as .xlsx.
import-damaged_part = The part “{ $part }” of the workbook is damaged or missing. Let Excel repair the file and save it as .xlsx.
import-damaged_xml = The sheet’s content is incomplete or malformed. Let Excel repair the file and save it as .xlsx.
import-changed_while_reading = The file was changed while it was being read; nothing was taken over. Save and close it, then import again.
import-file_changed = The file is no longer the one that was previewed; the import was stopped. Preview it again.

## Limits and protection

import-too_large = “{ $part }” is above the limit ({ $limit }); reading was stopped. Split the file or save it as CSV.
import-bomb = “{ $part }” grows more than { $limit } times when unpacked, like a file made to do harm; it was refused. If it is genuine, save it again in Excel and retry.
import-bad_part_name = The workbook holds a part with a name that leads outside it (“{ $part }”) and was refused. Save it again in Excel and retry.
import-doctype = “{ $part }” holds a DOCTYPE, which no workbook needs; the file was refused.
import-hostile_xml = “{ $part }” holds a run of text or a tag of more than { $limit } KB, more than any cell can hold; it was refused. Save it again in Excel and retry.
import-false_count = “{ $part }” announces more strings than it can hold; it was refused. Save it again in Excel and retry.
import-split_value = The value of cell { $cell } is interrupted by a comment (in { $part }) and would be read wrongly; the file was refused. Save it again in Excel and retry.
import-beyond_grid = The cell “{ $cell }” in { $part } lies outside Excel’s grid (XFD1048576); the file was refused. Save it again in Excel and retry.
import-rows_out_of_order = The sheet’s rows are out of order (an earlier row comes again); it was refused so that no figure lands in the wrong place. Save it again in Excel and retry.
import-too_many_cells = The sheet has more than { $limit } cells; reading was stopped. Split it or save it as CSV.
import-too_many_columns = There is content beyond column { $limit }, the most that is read. Remove the columns that are not needed and retry.
import-too_many_sheets = The workbook has more than { $limit } sheets; reading was stopped. Keep only the sheets that are needed.
import-bad_cell = A cell after this place is malformed and stops the sheet from being read. Open the file in Excel, check the cells after this place and save it again.
import-limit_memory = Reading this file needs more than { $limit } MB of memory and was stopped; the program and your data are unharmed. Split the file or save it as CSV.
import-limit_cpu = Reading this file took more than { $limit } seconds of processor time and was stopped; the program and your data are unharmed. Split the file or save it as CSV.
import-limit_silence = The reading process made no progress for { $limit } seconds and was stopped; the program and your data are unharmed. Save the file again in Excel and retry.
import-worker_died = The process reading this file ended unexpectedly; the program and your data are unharmed. Save the file again in Excel and retry.
import-worker_protocol = The reading process gave an answer that makes no sense and was stopped. Try again; if it happens again, reinstall the program.
import-worker_unavailable = The reading process could not be started: { $what }. Check whether security software blocks it, or reinstall the program.
import-worker_unconfined = The system did not allow memory and time limits for the reading process; for safety the file was not read.
import-reader_failed = Something failed inside while reading this file; nothing was imported. Save it again in Excel and retry.
import-damaged_forms = A form that comes with the program is damaged ({ $what }). Reinstall the program.
import-cancelled = Cancelled; nothing was imported.

## Delimited text

import-undecodable = This row holds bytes that are neither UTF-8 nor GB18030. Open the file in Excel, make sure the text is legible and save it as “CSV UTF-8”.
import-mixed_encoding = The file mixes two encodings: row { $utf8_row } is UTF-8, this row is not. Export the parts separately or save all as “CSV UTF-8”.
import-nul_byte = This row holds a NUL byte; this is no proper text file. Export it again.
import-line_too_long = This row is longer than { $limit } KB; line breaks are probably missing. Export it again.
import-unclosed_quote = A quotation mark in this row has no partner, so that everything after it would become one cell. Check the row’s quotation marks and export again.
import-text_after_quote = There is text behind a closing quotation mark in this row; its columns may be shifted. A quotation mark inside a cell must be written twice. Correct it and import again.
import-ragged_row = This row has more columns than the headings; its values may be shifted (for example a comma in an amount without quotation marks). The row was not imported; correct it.

## Mapping

import-reason_headings = The headings “{ $headings }” in row { $row } fit this form ({ $matched } of { $required } required columns found).
import-reason_joined_headings = The headings “{ $headings }”, joined from rows { $row }, fit this form ({ $matched } of { $required } required columns found).
import-no_such_sheet = The chosen sheet is not in the file. Preview it again and choose.
import-no_such_form = There is no such form. Choose another one.
import-no_such_field = The form has no field “{ $field }”. Map the columns again.
import-column_twice = The column chosen for “{ $field }” is used already or is not a column. Each column can serve one field.
import-no_token_key = The project’s key for tokens is missing, so record and staff numbers cannot be imported. Import into an open project.
import-identity_mapped = This column holds personal identity (names, identity or phone numbers) and cannot be imported as an ordinary field. Leave it out or choose the right column.

## Cells

import-error_value = The cell holds an Excel error such as #DIV/0!; the row is not imported and never counted as 0. Correct the formula in the file.
import-no_stored_result = The cell is a formula without a stored result. Open the file in Excel, recalculate, save and import again.
import-not_finite = The cell is not a finite number. Correct it in the file.
import-rounded_digits = The number has more than 15 significant digits and was taken with 15, as Excel shows it.
import-digits_lost = The code is stored as a number of more than 15 digits (or in scientific notation), so its last digits are lost. Export it again with the column as text.
import-duplicate_cell = The same cell stands twice in the file and it cannot be told which one counts. Save the file again in Excel and retry.
import-no_such_date = There is no such day (such as 2024-02-30 or 1900-02-29). Correct it in the file.
import-unexpected_date = This field is not a date, but Excel has turned the content into one (code 3-1 becomes 1 March) and the original is lost. Set the column to text and enter or export it again.
import-duration = The cell is a duration, which no field holds. Turn it into a number.
import-value_too_long = The cell’s text is too long for a code, name or amount. Check whether the right column was chosen.
import-not_scalable = The column is converted from a larger unit, but this cell is not a plain figure. Correct the cell.
import-identity_value = The cell holds an identity or mobile number; it was withheld and the row is not imported. Remove personal data from this field.
