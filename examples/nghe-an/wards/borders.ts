/** Longitude and latitude, WGS 84. */
export type Position = [longitude: number, latitude: number]

/**
 * Borders of the demonstration's wards, each drawn once and used by the wards on both sides, so that no two wards can
 * overlap or leave a gap. A sketch of our own in the coordinates of the console's outline map, not a survey: a
 * province imports its official boundaries.
 */
export const borders = {
  'thanh-vinh/vinh-phu':
    line(`105.6585,18.6860 105.6679,18.6899 105.6716,18.6912 105.6748,18.6919 105.6772,18.6919
    105.6793,18.6915 105.6857,18.6892`),
  'thanh-vinh/vinh-loc':
    line(`105.6857,18.6892 105.6961,18.6867 105.6993,18.6857 105.7015,18.6847 105.7025,18.6834
    105.7025,18.6819 105.7011,18.6783`),
  'thanh-vinh/truong-vinh': line(`105.6367,18.6643 105.6548,18.6643 105.6663,18.6636 105.6700,18.6637
    105.6734,18.6643 105.6765,18.6655 105.6792,18.6672 105.6843,18.6712 105.6870,18.6729 105.6922,18.6754
    105.6949,18.6764 105.7011,18.6783`),
  'truong-vinh/vinh-loc': line('105.7011,18.6783 105.7053,18.6793 105.7228,18.6824 105.7283,18.6842'),
  'thanh-vinh/vinh-hung':
    line(`105.6180,18.6868 105.6258,18.6878 105.6315,18.6865 105.6400,18.6880 105.6515,18.6870
    105.6585,18.6860`),
  'vinh-hung/vinh-phu':
    line(`105.6585,18.6860 105.6538,18.6933 105.6524,18.6964 105.6521,18.6996 105.6533,18.7028
    105.6584,18.7095 105.6608,18.7131 105.6621,18.7168 105.6619,18.7211 105.6608,18.7259 105.6702,18.7286
    105.6782,18.7352 105.6818,18.7480 105.6820,18.7649`),
  'vinh-phu/vinh-loc':
    line(`105.6857,18.6892 105.6928,18.6983 105.6954,18.7024 105.6975,18.7064 105.6986,18.7105
    105.7001,18.7238 105.7011,18.7286 105.7028,18.7342 105.7051,18.7404 105.7097,18.7584`),
  'cua-lo/vinh-phu': line(
    '105.6820,18.7649 105.6944,18.7628 105.6997,18.7617 105.7047,18.7603 105.7097,18.7584',
  ),
  'cua-lo/vinh-loc':
    line(`105.7097,18.7584 105.7250,18.7512 105.7292,18.7495 105.7328,18.7483 105.7361,18.7477
    105.7428,18.7467 105.7498,18.7465`),
  'thanh-vinh/west': line(
    '105.6367,18.6643 105.6283,18.6728 105.6258,18.6751 105.6189,18.6807 105.6180,18.6868',
  ),
  'vinh-hung/west': line(`105.6180,18.6868 105.6120,18.7050 105.6150,18.7250 105.6300,18.7450 105.6480,18.7560
    105.6640,18.7610 105.6820,18.7649`),
  'truong-vinh/south':
    line(`105.6367,18.6643 105.6389,18.6624 105.6432,18.6590 105.6476,18.6561 105.6519,18.6537
    105.6541,18.6528 105.6563,18.6520 105.6585,18.6516 105.6606,18.6516 105.6672,18.6533 105.6693,18.6534
    105.6715,18.6530 105.6737,18.6524 105.6780,18.6505 105.6826,18.6478 105.6911,18.6411 105.6951,18.6406
    105.7005,18.6454 105.7029,18.6480 105.7048,18.6506 105.7089,18.6591 105.7111,18.6624 105.7140,18.6664
    105.7251,18.6800 105.7283,18.6842`),
  'vinh-loc/river': line(`105.7283,18.6842 105.7331,18.6915 105.7365,18.6982 105.7382,18.7023 105.7395,18.7064
    105.7417,18.7195 105.7451,18.7341 105.7465,18.7392 105.7484,18.7441 105.7498,18.7465`),
  'cua-lo/coast': line(`105.6820,18.7649 105.6835,18.7820 105.6880,18.8010 105.6940,18.8190 105.7020,18.8330
    105.7180,18.8360 105.7215,18.8120 105.7240,18.7970 105.7346,18.7745 105.7480,18.7575 105.7498,18.7465`),
} satisfies Record<string, Position[]>

type Border = keyof typeof borders

/** The border walked from its end to its start. */
type Step = Border | `-${Border}`

/** Borders in the order in which they surround each ward. */
export const surroundings: { unit: string; name: string; steps: Step[] }[] = [
  {
    unit: '16681',
    name: 'Phường Thành Vinh',
    steps: [
      'thanh-vinh/truong-vinh',
      '-thanh-vinh/vinh-loc',
      '-thanh-vinh/vinh-phu',
      '-thanh-vinh/vinh-hung',
      '-thanh-vinh/west',
    ],
  },
  {
    unit: '16690',
    name: 'Phường Trường Vinh',
    steps: ['truong-vinh/south', '-truong-vinh/vinh-loc', '-thanh-vinh/truong-vinh'],
  },
  {
    unit: '16702',
    name: 'Phường Vinh Phú',
    steps: ['thanh-vinh/vinh-phu', 'vinh-phu/vinh-loc', '-cua-lo/vinh-phu', '-vinh-hung/vinh-phu'],
  },
  {
    unit: '16708',
    name: 'Phường Vinh Lộc',
    steps: [
      'thanh-vinh/vinh-loc',
      'truong-vinh/vinh-loc',
      'vinh-loc/river',
      '-cua-lo/vinh-loc',
      '-vinh-phu/vinh-loc',
    ],
  },
  {
    unit: '16732',
    name: 'Phường Cửa Lò',
    steps: ['cua-lo/vinh-phu', 'cua-lo/vinh-loc', '-cua-lo/coast'],
  },
  {
    unit: '17920',
    name: 'Phường Vinh Hưng',
    steps: ['thanh-vinh/vinh-hung', 'vinh-hung/vinh-phu', '-vinh-hung/west'],
  },
]

/** The closed ring of a ward, counter-clockwise. */
export function ringOf(steps: readonly Step[]): Position[] {
  const ring: Position[] = []
  for (const step of steps) {
    const points = step.startsWith('-')
      ? borders[step.slice(1) as Border].toReversed()
      : borders[step as Border]
    ring.push(...points.slice(ring.length > 0 ? 1 : 0))
  }
  return ring
}

function line(text: string): Position[] {
  return text.split(/\s+/).map((pair) => {
    const [longitude = 0, latitude = 0] = pair.split(',').map(Number)
    return [longitude, latitude]
  })
}
