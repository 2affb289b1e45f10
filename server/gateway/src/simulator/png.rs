//! A PNG of a QR code: one bit per pixel, stored and not compressed, because 20 kB over loopback need no compressor.
//! The layout is that of the PNG specification: signature, IHDR, IDAT (a zlib stream of stored blocks), IEND.

use fast_qr::{ECL, QRBuilder, qr::QRCodeError};

const SCALE: usize = 6;
const MARGIN: usize = 4;
/// The longest stored block deflate allows.
const BLOCK: usize = 65_535;

/// # Errors
/// When the text is too long for a QR code.
pub(super) fn qr(text: &str) -> Result<Vec<u8>, QRCodeError> {
    let code = QRBuilder::new(text).ecl(ECL::L).build()?;
    let side = (code.size + 2 * MARGIN) * SCALE;
    let dark = |x: usize, y: usize| {
        let (x, y) = ((x / SCALE).wrapping_sub(MARGIN), (y / SCALE).wrapping_sub(MARGIN));
        x < code.size && y < code.size && code[y][x].value()
    };
    let mut rows = Vec::with_capacity(side * (side / 8 + 2));
    for y in 0..side {
        rows.push(0);
        for byte in 0..side.div_ceil(8) {
            rows.push((0..8).fold(0_u8, |bits, bit| (bits << 1) | u8::from(!dark(byte * 8 + bit, y))));
        }
    }
    Ok(image(side, &rows))
}

fn image(side: usize, rows: &[u8]) -> Vec<u8> {
    let side = u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    // Width, height, 1 bit, greyscale, deflate, no filter method but 0, not interlaced.
    chunk(&mut file, b"IHDR", &[&side[..], &side[..], &[1, 0, 0, 0, 0]].concat());
    chunk(&mut file, b"IDAT", &stored(rows));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(data);
    let sum = crc32(&file[start..]);
    file.extend(sum.to_be_bytes());
}

fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let last = data.len().div_ceil(BLOCK).saturating_sub(1);
    for (index, block) in data.chunks(BLOCK).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(index == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn adler32(data: &[u8]) -> u32 {
    let (low, high) = data.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

fn crc32(data: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !data.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_match_their_published_vectors() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_code_becomes_a_png() {
        let file = qr("2@abc").map_err(|error| error.to_string()).expect("short enough");
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n") && file.ends_with(&[0xae, 0x42, 0x60, 0x82]));
    }
}
