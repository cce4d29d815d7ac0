/** A street, crossing or village of the demonstration. */
export interface Place {
  /** Code of the ward since 1 July 2025. */
  ward: string
  /** Commune before that date. */
  old: string
  /** Longitude and latitude on the outline map, which is a sketch. */
  at: [longitude: number, latitude: number]
  /** How far reports from here lie apart, in metres. */
  spread: number
}

const THANH_VINH = '16681'
const TRUONG_VINH = '16690'
const VINH_PHU = '16702'
const VINH_LOC = '16708'
const CUA_LO = '16732'
const VINH_HUNG = '17920'

/** Where the reports of the corpus come from, by the key at the start of each of their lines. */
export const places: Record<string, Place> = {
  'nguyen-du': place(THANH_VINH, 'Hưng Bình', 105.6831, 18.6872, 60),
  'quang-trung': place(THANH_VINH, 'Quang Trung', 105.6702, 18.6738),
  'cc-quang-trung': place(THANH_VINH, 'Quang Trung', 105.6693, 18.6753, 50),
  'ga-vinh': place(THANH_VINH, 'Lê Lợi', 105.6697, 18.6866, 60),
  'ham-ga': place(THANH_VINH, 'Lê Lợi', 105.6664, 18.6874, 30),
  'le-loi': place(THANH_VINH, 'Lê Lợi', 105.669, 18.6815),
  'phan-boi-chau': place(THANH_VINH, 'Lê Lợi', 105.6642, 18.6846),
  'truong-chinh': place(THANH_VINH, 'Lê Lợi', 105.6625, 18.6801),
  'le-hong-phong': place(THANH_VINH, 'Hưng Bình', 105.6787, 18.6787),
  'ben-xe': place(THANH_VINH, 'Hưng Bình', 105.6791, 18.6799, 50),
  'mai-hac-de': place(THANH_VINH, 'Hưng Bình', 105.6775, 18.6852),
  'nguyen-thi-minh-khai': place(THANH_VINH, 'Hưng Bình', 105.6753, 18.6741),
  'an-duong-vuong': place(THANH_VINH, 'Hưng Bình', 105.6868, 18.683),
  'doi-cung': place(THANH_VINH, 'Đội Cung', 105.6735, 18.6782),
  'ngo-duc-ke': place(THANH_VINH, 'Đội Cung', 105.6746, 18.6802),
  'dinh-cong-trang': place(THANH_VINH, 'Lê Mao', 105.6762, 18.6706),
  'ho-tung-mau': place(THANH_VINH, 'Quang Trung', 105.6797, 18.6722),
  'dang-thai-than': place(THANH_VINH, 'Quang Trung', 105.6717, 18.6719, 80),
  'phan-dinh-phung': place(THANH_VINH, 'Cửa Nam', 105.6699, 18.6682),
  'cua-nam': place(THANH_VINH, 'Cửa Nam', 105.6628, 18.6685),
  'thanh-co': place(THANH_VINH, 'Cửa Nam', 105.6607, 18.6695, 60),
  'le-huan': place(THANH_VINH, 'Cửa Nam', 105.6601, 18.6748),
  'ho-goong': place(THANH_VINH, 'Quang Trung', 105.6657, 18.6722),
  'tran-binh-trong': place(THANH_VINH, 'Đông Vĩnh', 105.6512, 18.679),
  'hung-chinh': place(THANH_VINH, 'Hưng Chính', 105.6352, 18.678, 520),

  'nut-le-duan': place(TRUONG_VINH, 'Bến Thủy', 105.6897, 18.6609, 60),
  'le-duan': place(TRUONG_VINH, 'Trường Thi', 105.6914, 18.6575),
  'dh-vinh': place(TRUONG_VINH, 'Trường Thi', 105.6946, 18.6591, 80),
  'phong-dinh-cang': place(TRUONG_VINH, 'Trường Thi', 105.688, 18.6691, 40),
  'truong-thi': place(TRUONG_VINH, 'Trường Thi', 105.6858, 18.6655),
  'quang-truong': place(TRUONG_VINH, 'Trường Thi', 105.6842, 18.6693, 70),
  'ngo-gia-tu': place(TRUONG_VINH, 'Trường Thi', 105.693, 18.6702),
  'tran-phu': place(TRUONG_VINH, 'Hồng Sơn', 105.6771, 18.663),
  'cho-vinh': place(TRUONG_VINH, 'Hồng Sơn', 105.6722, 18.6621, 70),
  'cao-thang': place(TRUONG_VINH, 'Hồng Sơn', 105.6738, 18.6625, 60),
  'vinh-tan': place(TRUONG_VINH, 'Vinh Tân', 105.672, 18.6572),
  'nguyen-sinh-sac': place(TRUONG_VINH, 'Vinh Tân', 105.6645, 18.6581),
  'le-mao': place(TRUONG_VINH, 'Vinh Tân', 105.6762, 18.6562),
  'trung-do': place(TRUONG_VINH, 'Trung Đô', 105.6862, 18.6547),
  'dung-quyet': place(TRUONG_VINH, 'Trung Đô', 105.7018, 18.6553),
  'bach-lieu': place(TRUONG_VINH, 'Bến Thủy', 105.697, 18.6641),
  'ben-thuy': place(TRUONG_VINH, 'Bến Thủy', 105.6986, 18.6497, 100),
  'nguyen-van-troi': place(TRUONG_VINH, 'Bến Thủy', 105.6992, 18.6542),
  'kim-dong': place(TRUONG_VINH, 'Hưng Phúc', 105.6955, 18.6735),
  'hung-dung-cho': place(TRUONG_VINH, 'Hưng Dũng', 105.7033, 18.6742, 60),
  'tieu-hoc-hung-dung': place(TRUONG_VINH, 'Hưng Dũng', 105.7002, 18.6698, 40),
  'nguyen-phong-sac': place(TRUONG_VINH, 'Hưng Dũng', 105.7009, 18.6724),
  'le-viet-thuat': place(TRUONG_VINH, 'Hưng Dũng', 105.7092, 18.6762),
  'hung-hoa': place(TRUONG_VINH, 'Hưng Hòa', 105.7172, 18.6762, 480),
  'ven-lam': place(TRUONG_VINH, 'Hưng Hòa', 105.7106, 18.669),

  'le-nin': place(VINH_PHU, 'Hà Huy Tập', 105.6803, 18.6951),
  'ha-huy-tap': place(VINH_PHU, 'Hà Huy Tập', 105.6747, 18.6962, 90),
  'nguyen-sy-sach': place(VINH_PHU, 'Hà Huy Tập', 105.6688, 18.6946),
  'mai-lao-bang': place(VINH_PHU, 'Hà Huy Tập', 105.6851, 18.6942, 90),
  herman: place(VINH_PHU, 'Hà Huy Tập', 105.6828, 18.6978),
  'dang-thai-mai': place(VINH_PHU, 'Hà Huy Tập', 105.6652, 18.7046),
  'hoa-sen': place(VINH_PHU, 'Hà Huy Tập', 105.6722, 18.7008, 70),
  'xo-viet': place(VINH_PHU, 'Nghi Phú', 105.6792, 18.7008),
  'nghi-phu': place(VINH_PHU, 'Nghi Phú', 105.6852, 18.7068, 520),
  'tran-thu-do': place(VINH_PHU, 'Nghi Phú', 105.6785, 18.7105),
  'bv-da-khoa': place(VINH_PHU, 'Nghi Phú', 105.6893, 18.7043, 80),
  'nghi-duc': place(VINH_PHU, 'Nghi Đức', 105.6928, 18.7158, 480),
  'nghi-an': place(VINH_PHU, 'Nghi Ân', 105.6925, 18.7335, 560),

  'nguyen-trai': place(VINH_HUNG, 'Quán Bàu', 105.6485, 18.6968),
  'quan-bau': place(VINH_HUNG, 'Quán Bàu', 105.6512, 18.6935, 90),
  'ly-thuong-kiet': place(VINH_HUNG, 'Quán Bàu', 105.6495, 18.6903, 90),
  'duong-tranh': place(VINH_HUNG, 'Hưng Đông', 105.6266, 18.7005),
  'hung-dong': place(VINH_HUNG, 'Hưng Đông', 105.6402, 18.7062, 480),
  'kcn-bac-vinh': place(VINH_HUNG, 'Hưng Đông', 105.6478, 18.7128, 400),
  'nghi-kim': place(VINH_HUNG, 'Nghi Kim', 105.6545, 18.7262, 480),
  'san-bay': place(VINH_HUNG, 'Nghi Liên', 105.6671, 18.7345, 320),
  'nghi-lien': place(VINH_HUNG, 'Nghi Liên', 105.6462, 18.7425, 520),

  'hung-loc': place(VINH_LOC, 'Hưng Lộc', 105.712, 18.688, 520),
  'bv-vinh-loc': place(VINH_LOC, 'Hưng Lộc', 105.7062, 18.6846, 90),
  'nghi-phong': place(VINH_LOC, 'Nghi Phong', 105.718, 18.7335, 520),
  'nghi-thai': place(VINH_LOC, 'Nghi Thái', 105.7322, 18.7105, 520),
  'nghi-xuan': place(VINH_LOC, 'Nghi Xuân', 105.7365, 18.7392, 480),
  'phuc-tho': place(VINH_LOC, 'Phúc Thọ', 105.7345, 18.7232, 480),
  'dai-lo-vinh-cua-lo': place(VINH_LOC, 'Nghi Phong', 105.7162, 18.722, 320),

  'binh-minh': place(CUA_LO, 'Thu Thủy', 105.7192, 18.8118),
  'sao-nam': place(CUA_LO, 'Thu Thủy', 105.7122, 18.8082),
  'cho-hom': place(CUA_LO, 'Thu Thủy', 105.7108, 18.8158, 80),
  'nguyen-sinh-cung': place(CUA_LO, 'Nghi Hương', 105.7042, 18.8112),
  'nghi-huong': place(CUA_LO, 'Nghi Hương', 105.7132, 18.7925, 480),
  'nghi-thu': place(CUA_LO, 'Nghi Thu', 105.7078, 18.8035, 400),
  'nghi-hoa': place(CUA_LO, 'Nghi Hòa', 105.7178, 18.7795, 480),
  'nghi-hai': place(CUA_LO, 'Nghi Hải', 105.7322, 18.7662, 400),
  'cua-hoi': place(CUA_LO, 'Nghi Hải', 105.7395, 18.7592, 320),
  'nghi-tan': place(CUA_LO, 'Nghi Tân', 105.7028, 18.8205, 360),
  'cang-cua-lo': place(CUA_LO, 'Nghi Tân', 105.7068, 18.8255, 120),
}

function place(ward: string, old: string, longitude: number, latitude: number, spread = 210): Place {
  return { ward, old, at: [longitude, latitude], spread }
}
