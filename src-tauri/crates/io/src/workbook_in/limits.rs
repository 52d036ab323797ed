//! Every bound the reader enforces, in one place; the texts of the refusals name them.
//!
//! Source of the figures: Excel's published grid and string limits, and measurements against generated hostile files.

/// Memory the import worker may ask for, bytes.
pub const WORKER_MEMORY: u64 = 1 << 30;
/// Processor time the import worker may use on a workbook, seconds.
pub const WORKER_CPU_SECONDS: u64 = 120;
/// Processor time for delimited text, whose cost grows only with its length, seconds.
pub const WORKER_CPU_SECONDS_TEXT: u64 = 1_800;
/// Longest silence of the worker before the parent ends it, seconds.
pub const WORKER_SILENCE_SECONDS: u64 = 60;
/// Largest frame between worker and parent, bytes.
pub const FRAME_BYTES: usize = 1 << 20;
/// Size of an old binary workbook (.xls), bytes.
pub const CONTAINER_BYTES: u64 = 128 << 20;
/// Workbook inflated out of a .gz, which is held in memory, bytes.
pub const GZIP_BOOK_BYTES: u64 = 256 << 20;
/// Text inflated out of a .gz, bytes.
pub const GZIP_TEXT_BYTES: u64 = 64 << 30;
/// Files inside a workbook archive.
pub const ARCHIVE_ENTRIES: usize = 2_000;
/// Unpacked size of the whole archive, bytes.
pub const ARCHIVE_TOTAL: u64 = 1_610_612_736;
/// Unpacked size of one sheet, bytes.
pub const SHEET_BYTES: u64 = 1 << 30;
/// Unpacked size of the shared strings, bytes.
pub const STRINGS_BYTES: u64 = 256 << 20;
/// Unpacked size of any other XML part, bytes.
pub const PART_BYTES: u64 = 32 << 20;
/// Unpacked ÷ packed size of one part…
pub const PART_RATIO: u64 = 200;
/// …once it is larger than this, bytes.
pub const PART_RATIO_FROM: u64 = 1 << 20;
/// Shortest possible shared string element, bytes; bounds the announced number of strings.
pub const SHORTEST_STRING: u64 = 7;
/// Longest run of text between two tags, bytes.
pub const TEXT_NODE_BYTES: u64 = 256 << 10;
/// Longest tag with its attributes, bytes.
pub const TAG_BYTES: u64 = 1 << 20;
/// Sheets of a workbook.
pub const SHEETS: usize = 256;
/// Cells of one sheet.
pub const CELLS: u64 = 60_000_000;
/// Cells of an .ods, which is read whole.
pub const ODS_CELLS: u64 = 5_000_000;
/// Merged ranges of a sheet that are taken note of.
pub const MERGES: usize = 20_000;
/// Rows of Excel's grid.
pub const GRID_ROWS: u32 = 1_048_576;
/// Columns of Excel's grid.
pub const GRID_COLUMNS: u32 = 16_384;
/// Columns that may hold something.
pub const COLUMNS: u32 = 512;
/// Characters of one cell (Excel's own limit).
pub const CELL_CHARS: usize = 32_767;
/// Characters of one mapped value: codes, names and amounts are short.
pub const VALUE_CHARS: usize = 2_000;
/// Longest line of a delimited text, bytes.
pub const LINE_BYTES: u64 = 1 << 20;
/// Empty lines of a text in succession.
pub const BLANK_LINES: u32 = 100_000;
/// Lines one quoted record may span.
pub const RECORD_LINES: u32 = 200;
/// Significant digits a floating-point cell can hold faithfully.
pub const SIGNIFICANT_DIGITS: usize = 15;
/// Rows in which the heading row is looked for.
pub const HEADING_ROWS: u32 = 30;
/// Rows looked at to recognise identity columns.
pub const SAMPLED_ROWS: u32 = 1_000;
/// Rows shown to the user as an example.
pub const SHOWN_ROWS: usize = 20;
/// Characters shown of one cell in the example.
pub const SHOWN_CHARS: usize = 40;
/// Columns shown to the user as an example.
pub const SHOWN_COLUMNS: u32 = 128;
