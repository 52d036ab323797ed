//! Lets Tauri embed the page, the icons and the capability file.

fn main() {
    tauri_build::build();
}
