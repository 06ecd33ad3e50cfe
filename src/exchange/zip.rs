//! A ZIP archive without compression (APPNOTE.TXT 6.3.10, method 0), in which a browser hands over a folder.

use std::fmt::Write as _;

/// A file of a folder: its path, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// Relative to the folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Packs files. `stamp` is the date and time they carry: year, month, day, hour, minute.
///
/// Files larger than 4 GiB do not exist in a centre's folder.
pub fn pack(files: &[FolderFile], stamp: (u16, u8, u8, u8, u8)) -> Vec<u8> {
    let (year, month, day, hour, minute) = stamp;
    let date = ((year.clamp(1980, 2107) - 1980) << 9) | (u16::from(month) << 5) | u16::from(day);
    let time = (u16::from(hour) << 11) | (u16::from(minute) << 5);
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let offset = archive.len() as u32;
        let mut entry = Vec::new();
        // Version 2.0, flag 11 (names are UTF-8), stored.
        for number in [20u16, 1 << 11, 0, time, date] {
            entry.extend_from_slice(&number.to_le_bytes());
        }
        for number in [crc32(&file.bytes), file.bytes.len() as u32, file.bytes.len() as u32] {
            entry.extend_from_slice(&number.to_le_bytes());
        }
        entry.extend_from_slice(&(file.path.len() as u16).to_le_bytes());
        entry.extend_from_slice(&0u16.to_le_bytes());

        archive.extend_from_slice(b"PK\x03\x04");
        archive.extend_from_slice(&entry);
        archive.extend_from_slice(file.path.as_bytes());
        archive.extend_from_slice(&file.bytes);

        directory.extend_from_slice(b"PK\x01\x02");
        directory.extend_from_slice(&20u16.to_le_bytes());
        directory.extend_from_slice(&entry);
        // Comment length, disk, internal and external attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(file.path.as_bytes());
    }
    let offset = archive.len() as u32;
    archive.extend_from_slice(&directory);
    archive.extend_from_slice(b"PK\x05\x06");
    archive.extend_from_slice(&[0; 4]);
    for _ in 0..2 {
        archive.extend_from_slice(&(files.len() as u16).to_le_bytes());
    }
    archive.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    archive.extend_from_slice(&offset.to_le_bytes());
    archive.extend_from_slice(&0u16.to_le_bytes());
    archive
}

/// CRC-32 as ZIP and PNG want it (polynomial 0xEDB88320), without a table: folders are small.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// A file's name for a download: `linli-<centre>-<what>.<ending>`.
pub fn download_name(centre: &str, what: &str, ending: &str) -> String {
    let mut name = String::new();
    let _ = write!(name, "linli-{centre}-{what}.{ending}");
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn crc32_of_the_standard_check_input() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn another_program_unpacks_it() {
        let files = [
            FolderFile { path: "index.json".into(), bytes: b"{}".to_vec() },
            FolderFile { path: "menus/2026-12.r1.json".into(), bytes: "十二月".as_bytes().to_vec() },
        ];
        let path = std::env::temp_dir().join(format!("linli-zip-{}.zip", std::process::id()));
        std::fs::write(&path, pack(&files, (2026, 12, 1, 9, 30))).unwrap();
        let script = "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                      print([(i.filename,z.read(i).decode(),i.date_time) for i in z.infolist()])";
        let run =
            Command::new("python3").args(["-c", script]).arg(&path).output().expect("python3 is needed for tests");
        let _ = std::fs::remove_file(&path);
        assert_eq!(
            String::from_utf8_lossy(&run.stdout).trim(),
            "[('index.json', '{}', (2026, 12, 1, 9, 30, 0)), ('menus/2026-12.r1.json', '十二月', (2026, 12, 1, 9, 30, 0))]",
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}
