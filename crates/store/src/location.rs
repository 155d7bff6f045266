//! Locations that put a database at risk: network drives, where locks are not reliable, and synchronised folders, where
//! another program copies the file while it is being written.

use std::path::{Component, Path};

/// Warnings about the location of a database. Empty for a plain local folder.
pub(crate) fn warnings(path: &Path) -> Vec<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let folder = path.parent().unwrap_or(path);
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let network = network_file_system(&real, &mounts).map(|kind| {
        format!(
            "the database is on a network drive ({kind}): only one person at a time should use it, and a folder on \
             this machine is safer"
        )
    });
    let synchronised = sync_program(&real).map(|program| {
        format!(
            "the database is in a folder that {program} copies to other machines: a copy made while something is saved \
             can be damaged; a folder outside it is safer"
        )
    });
    network.into_iter().chain(synchronised).collect()
}

const NETWORK_FILE_SYSTEMS: [&str; 14] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "davfs",
    "fuse.sshfs",
    "fuse.davfs2",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
    "vboxsf",
];

/// The type of network file system that holds the folder, from the mount table: the longest mount point above it
/// decides.
fn network_file_system(folder: &Path, mounts: &str) -> Option<String> {
    let mounted = mounts.lines().filter_map(|line| {
        let point = line.split(' ').nth(4)?.replace("\\040", " ");
        let kind = line.split(" - ").nth(1)?.split(' ').next()?;
        folder.starts_with(&point).then(|| (Path::new(&point).components().count(), kind.to_owned()))
    });
    // Of two mounts on the same point, the later one hides the other.
    let (_, kind) = mounted.max_by_key(|(depth, _)| *depth)?;
    NETWORK_FILE_SYSTEMS.contains(&kind.as_str()).then_some(kind)
}

const SYNC_FOLDER_PREFIXES: [(&str, &str); 9] = [
    ("onedrive", "OneDrive"),
    ("sharepoint", "SharePoint"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
];

/// The program that synchronises the folder, from the names of the folders above it.
fn sync_program(folder: &Path) -> Option<&'static str> {
    let names = folder.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    names.into_iter().find_map(|name| {
        SYNC_FOLDER_PREFIXES.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, program)| *program)
    })
}

#[cfg(test)]
mod tests {
    use super::{network_file_system, sync_program};
    use rstest::rstest;
    use std::path::Path;

    const MOUNTS: &str = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
        40 22 0:50 / /mnt/team\\040drive rw,relatime shared:1 - cifs //server/team rw\n\
        41 40 8:2 / /mnt/team\\040drive/local rw - ext4 /dev/sdb1 rw\n";

    #[rstest]
    #[case("/srv/desk", None)]
    #[case("/mnt/team drive/desk", Some("cifs"))]
    #[case("/mnt/team drive/local/desk", None)]
    #[case("/mnt/team drives", None)]
    fn drives(#[case] folder: &str, #[case] kind: Option<&str>) {
        assert_eq!(network_file_system(Path::new(folder), MOUNTS).as_deref(), kind);
    }

    #[rstest]
    #[case("/users/sergeant/OneDrive - The Force/desk", Some("OneDrive"))]
    #[case("/users/sergeant/Nextcloud", Some("Nextcloud"))]
    #[case("/users/sergeant/.local/share", None)]
    fn folders(#[case] folder: &str, #[case] program: Option<&str>) {
        assert_eq!(sync_program(Path::new(folder)), program);
    }
}
