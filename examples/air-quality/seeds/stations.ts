/** Where the demonstration's stations stand. Wards by their names since 1 July 2025. */
export const STATIONS = [
  place('VI-01', 'Quảng trường Hồ Chí Minh', 'Trường Vinh', 105.6852, 18.6713),
  place('VI-02', 'Ga Vinh', 'Thành Vinh', 105.6702, 18.6884),
  place('VI-03', 'Bến xe Vinh', 'Thành Vinh', 105.6791, 18.6797),
  place('VI-04', 'Đại học Vinh', 'Trường Vinh', 105.6946, 18.6591),
  place('VI-05', 'Cầu Bến Thủy 1', 'Trường Vinh', 105.7089, 18.6446),
  place('VI-06', 'Khu công nghiệp Bắc Vinh', 'Vinh Phú', 105.6554, 18.7103),
  place('VI-07', 'Sân bay Vinh', 'Vinh Hưng', 105.6707, 18.7321),
  place('VI-08', 'Hưng Lộc', 'Vinh Lộc', 105.7193, 18.6821),
  place('CL-01', 'Cảng Cửa Lò', 'Cửa Lò', 105.7052, 18.8198),
  place('DC-01', 'Diễn Châu, quốc lộ 1', 'Diễn Châu', 105.6034, 18.9832),
  place('HM-01', 'Hoàng Mai, nhà máy xi măng', 'Hoàng Mai', 105.7126, 19.2624),
  place('ND-01', 'Kim Liên, khu di tích', 'Kim Liên', 105.5564, 18.6801),
] as const

function place(code: string, name: string, ward: string, longitude: number, latitude: number) {
  return {
    code,
    name,
    ward,
    position: { type: 'Point' as const, coordinates: [longitude, latitude] as [number, number] },
  }
}
