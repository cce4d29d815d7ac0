import type { Seed } from '@saola/sdk'

/** The last hours of a shift. Wards by their names since 1 July 2025. */
export const demo: Seed = {
  kind: 'demo',
  records: {
    note: {
      key: 'code',
      values: [
        entry(
          'GB-0007',
          'Ngập 52 cm tại nút Lê Duẩn, Nguyễn Du',
          'Trường Vinh',
          'open',
          '02:41',
          105.6897,
          18.6609,
          'Công an phường phân luồng hai đầu; chờ máy bơm lưu động.',
        ),
        entry(
          'GB-0006',
          'Máy bơm số 2 dừng, trạm tiêu úng Bến Thủy',
          'Trường Vinh',
          'open',
          '02:28',
          105.7049,
          18.6502,
          'Dòng điện về 0 A trong 5 phút, còn 3 máy chạy. Đã báo đội trực.',
        ),
        entry(
          'GB-0005',
          'Cây đổ chắn hai làn đường Lê Nin',
          'Vinh Phú',
          'watch',
          '02:26',
          105.6797,
          18.6921,
          'Công ty cây xanh hẹn xong trước 04:30.',
        ),
        entry(
          'GB-0004',
          'Hố ga mất nắp trước số 41 Hà Huy Tập',
          'Vinh Phú',
          'watch',
          '01:35',
          105.6747,
          18.6962,
          'Đã đặt rào chắn.',
        ),
        entry(
          'GB-0003',
          'Xe đỗ chắn lối cấp cứu, cổng số 2 bệnh viện',
          'Vinh Lộc',
          'done',
          '01:07',
          105.7012,
          18.6842,
          'Chủ xe đã di chuyển lúc 01:19.',
        ),
        entry(
          'GB-0002',
          'Gọi lại hộ bà Hoa, ngõ 5 Trần Phú, sau 03:00',
          'Trường Vinh',
          'open',
          '00:12',
          105.6769,
          18.6665,
          'Xem nước trong nhà đã rút chưa.',
        ),
        entry(
          'GB-0001',
          'Xin thêm một xe bơm lưu động cho Trường Vinh',
          'Trường Vinh',
          'done',
          '22:40',
          105.6905,
          18.6642,
          'Xe đến lúc 23:25.',
        ),
      ],
    },
  },
}

function entry(
  code: string,
  title: string,
  place: string,
  state: 'open' | 'watch' | 'done',
  time: string,
  longitude: number,
  latitude: number,
  detail: string,
) {
  const day = time > '12' ? '2026-11-23' : '2026-11-24'
  return {
    code,
    title,
    place,
    state,
    at: new Date(`${day}T${time}:00+07:00`).toISOString(),
    position: { type: 'Point', coordinates: [longitude, latitude] },
    detail,
  }
}
