//! An installation is for the user who runs it: folders 0700, files 0600. What the program makes is so from the start (its umask);
//! this closes what an earlier version, a copy or a restore left open.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Closes a data folder that is Hanse's own: the folder, the control store's files beside its top, and all of its region.
pub(super) fn keep(data: &Path, region: &str) -> io::Result<()> {
    close(data)?;
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("control.") {
            close(&entry.path())?;
        }
    }
    let region = data.join(region);
    if region.is_dir() { close_all(&region) } else { Ok(()) }
}

fn close_all(folder: &Path) -> io::Result<()> {
    close(folder)?;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            close_all(&entry.path())?;
        // Master keys that others could read are a matter for a person, not to be hushed up: the vault refuses them.
        } else if kind.is_file() && entry.file_name() != "master.key" {
            close(&entry.path())?;
        }
    }
    Ok(())
}

/// Takes away what others may; a file that went meanwhile (another process tidied) needs nothing.
fn close(path: &Path) -> io::Result<()> {
    let closed = || -> io::Result<()> {
        let mode = std::fs::symlink_metadata(path)?.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            return Ok(());
        }
        std::fs::set_permissions(path, Permissions::from_mode(mode & 0o700))
    };
    match closed() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        closed => closed,
    }
}
