//! Where the programs of this package look for libduckdb.so when they run: in the folder that it was linked from.

fn main() {
    println!("cargo:rerun-if-env-changed=DUCKDB_LIB_DIR");
    // The models are built in; a new file among them is nothing that the compiler sees.
    println!("cargo:rerun-if-changed=models");
    if let Ok(folder) = std::env::var("DUCKDB_LIB_DIR") {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
