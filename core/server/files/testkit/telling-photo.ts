import { photo } from './pictures.ts'

/** Words that stand in {@link tellingPhoto} and must not come out anywhere. */
export const TELLING = [
  'SERIAL-7781',
  'Nguyen Van Kin',
  'MAKER-SECRET',
  'Hung Binh',
  '2026:11:24',
  '2026-11-24',
]

/** A JPEG that tells all it can: place, time, owner and serial number in EXIF, a maker note, XMP, IPTC and a comment. */
export async function tellingPhoto(options?: Parameters<typeof photo>[0]): Promise<Buffer> {
  const plain = await photo({ ...options, gps: false, orientation: 1 })
  const orientation = options?.orientation ?? 6
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(orientation)])),
    segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), Buffer.from(XMP)])),
    segment(0xed, iptc()),
    segment(0xfe, Buffer.from('taken by Nguyen Van Kin in Hung Binh')),
    withoutNotes(plain),
  ])
}

const XMP = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 exif:GPSLatitude="18,40.5N" exif:GPSLongitude="105,41.1E" xmp:CreateDate="2026-11-24T02:47:00+07:00"
 aux:SerialNumber="SERIAL-7781"><dc:creator><rdf:Seq><rdf:li>Nguyen Van Kin</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** What follows the start of an image, without the application segments that stood there. */
function withoutNotes(jpeg: Buffer): Buffer {
  let at = 2
  while (jpeg[at] === 0xff && (jpeg[at + 1] ?? 0) >= 0xe0 && (jpeg[at + 1] ?? 0) <= 0xef)
    at += 2 + jpeg.readUInt16BE(at + 2)
  return jpeg.subarray(at)
}

type Tag = [id: number, type: 2 | 3 | 4 | 5 | 7, value: string | number | number[]]

/** A little TIFF with IFD0, the EXIF and the GPS directory. */
function tiff(orientation: number): Buffer {
  const exif: Tag[] = [
    [0x9003, 2, '2026:11:24 02:47:00'],
    [0x9011, 2, '+07:00'],
    [0x927c, 7, 'MAKER-SECRET owner Nguyen Van Kin'],
    [0xa430, 2, 'Nguyen Van Kin'],
    [0xa431, 2, 'SERIAL-7781'],
  ]
  const gps: Tag[] = [
    [1, 2, 'N'],
    [2, 5, [18, 1, 40, 1, 30, 1]],
    [3, 2, 'E'],
    [4, 5, [105, 1, 41, 1, 6, 1]],
    [0x1d, 2, '2026:11:24'],
  ]
  const main = (exifAt: number, gpsAt: number): Tag[] => [
    [0x010f, 2, 'Test'],
    [0x0110, 2, 'Phone'],
    [0x0112, 3, orientation],
    [0x0132, 2, '2026:11:24 02:47:00'],
    [0x8769, 4, exifAt],
    [0x8825, 4, gpsAt],
  ]
  const exifAt = 8 + directory(main(0, 0), 8).length
  const gpsAt = exifAt + directory(exif, exifAt).length
  const head = Buffer.from('MM\0*\0\0\0\b', 'latin1')
  return Buffer.concat([
    head,
    directory(main(exifAt, gpsAt), 8),
    directory(exif, exifAt),
    directory(gps, gpsAt),
  ])
}

function directory(tags: readonly Tag[], at: number): Buffer {
  const table = Buffer.alloc(2 + tags.length * 12 + 4)
  table.writeUInt16BE(tags.length, 0)
  const far: Buffer[] = []
  let next = at + table.length
  for (const [index, [id, type, value]] of tags.entries()) {
    const bytes = bytesOf(type, value)
    const entry = 2 + index * 12
    const count = type === 5 ? bytes.length / 8 : type === 3 || type === 4 ? 1 : bytes.length
    table.writeUInt16BE(id, entry)
    table.writeUInt16BE(type, entry + 2)
    table.writeUInt32BE(count, entry + 4)
    if (bytes.length <= 4) bytes.copy(table, entry + 8)
    else {
      table.writeUInt32BE(next, entry + 8)
      const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)])
      far.push(even)
      next += even.length
    }
  }
  return Buffer.concat([table, ...far])
}

function bytesOf(type: Tag[1], value: Tag[2]): Buffer {
  if (typeof value === 'string') return Buffer.from(type === 2 ? `${value}\0` : value, 'latin1')
  const numbers = typeof value === 'number' ? [value] : value
  const size = type === 3 ? 2 : 4
  const bytes = Buffer.alloc(numbers.length * size)
  for (const [index, number] of numbers.entries())
    size === 2 ? bytes.writeUInt16BE(number, index * 2) : bytes.writeUInt32BE(number, index * 4)
  return bytes
}

/** IPTC: city, date and who made it, in the block where Photoshop keeps them. */
function iptc(): Buffer {
  const lines = [
    [90, 'Hung Binh'],
    [55, '20261124'],
    [80, 'Nguyen Van Kin'],
  ] as const
  const data = Buffer.concat(
    lines.map(([tag, text]) =>
      Buffer.concat([Buffer.from([0x1c, 2, tag, 0, text.length]), Buffer.from(text)]),
    ),
  )
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const pad = Buffer.alloc(data.length % 2)
  return Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'), size, data, pad])
}
