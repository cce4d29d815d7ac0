/** A note that fits any report of its category, or only one whose description matches. */
export type Note = string | [RegExp, string]

/**
 * What officers write, by category and stage. Written by hand: the accepting officer's note (internal), the note while
 * work goes on (public) and the result (public).
 */
export interface Notes {
  accepted: Note[]
  progress: Note[]
  resolved: Note[]
}

export const notes: Record<string, Notes> = {
  flooding: {
    accepted: [
      'Đội cơ động 2 nhận, mang bơm 300 khối.',
      'Đã rõ chỗ, đi từ trụ sở phường.',
      'Nhận. Đang ở điểm ngập bên cạnh, xong sẽ qua.',
      [/cụ|già|ốm|sốt|sinh|liệt/, 'Nhận, đưa người ra trước, bơm sau. Mang theo cáng.'],
    ],
    progress: [
      'Đội cơ động 2 đang tới, nước rút chậm vì triều cao.',
      'Đã đặt một máy bơm, có người canh rào chắn.',
      'Đang vớt rác ở hai miệng cống gần nhất để nước thoát.',
      [/cụ|già|ốm|sốt|sinh|liệt/, 'Đã đưa người già và người ốm sang nhà văn hóa khối, có y tá.'],
      [/hầm|tầng hầm/, 'Đã rào hai đầu hầm, không cho xe xuống.'],
      [/xe tải|container|xe lớn/, 'Cảnh sát giao thông đã cấm xe tải qua đoạn này tới khi nước rút.'],
    ],
    resolved: [
      'Nước đã rút hết, mặt đường khô lúc kiểm tra lại.',
      'Đã khơi cống, nước rút sau 40 phút.',
      'Đã vớt rác miệng cống và ghi điểm này vào danh sách nạo vét.',
      [/bà hoa/, 'Đã bơm cạn, bà Hoa khỏe, hàng xóm sang ngủ cùng.'],
      [/ki-ốt/, 'Đã giúp tiểu thương kê hàng, nước rút lúc 01:15.'],
      [/muỗi/, 'Đã hút nước đọng và phun thuốc muỗi.'],
      [/bèo/, 'Đã vớt bèo 120 m mương, nước thoát.'],
      [/mầm non/, 'Đã đào rãnh thoát tạm sau trường, hè này làm cống.'],
    ],
  },
  'water-supply': {
    accepted: [
      'Tổ sửa chữa số 3 nhận.',
      'Đã tra sơ đồ tuyến ống, ra hiện trường.',
      [/vỡ|phun|rò|rỉ|gãy/, 'Cần khóa van hai đầu, báo hộ dân trước.'],
    ],
    progress: [
      [/mất nước|nước yếu/, 'Xe bồn cấp nước tạm đứng ở đầu ngõ tới 21 giờ.'],
      [/rò|rỉ|xì|chảy/, 'Đang đào tìm chỗ rò bằng máy nghe.'],
      'Đã xác định nguyên nhân, chờ vật tư.',
    ],
    resolved: [
      'Đã xử lý, áp lực cuối nguồn đạt 1,2 bar.',
      [/vỡ|phun|phụt|cắt đứt|nứt/, 'Đã thay 4 m ống, xả rửa và mở nước lại.'],
      [/rò|rỉ|xì|hở|thủng/, 'Đã siết lại mối nối, theo dõi một ngày không rò.'],
      [/clo|cặn|tanh|đục/, 'Đã súc xả tuyến; mẫu nước đạt, kết quả dán ở nhà văn hóa khối.'],
      [/hóa đơn|khóa nước/, 'Đã kiểm tra đồng hồ và sửa lại hóa đơn tháng này.'],
      [/nắp|hố van/, 'Đã lắp nắp mới và gắn bản lề chống mất.'],
      [/mất nước|yếu|thiếu/, 'Đã chỉnh van điều áp, nước lên tới tầng 4.'],
      [/hoàn trả/, 'Đã thảm lại mặt đường, có văn bản trả lời tổ dân phố.'],
    ],
  },
  drainage: {
    accepted: [
      'Nhận, cần xe hút bùn.',
      'Đã gọi ca nạo vét đêm.',
      [/phai|triều/, 'Để đội trực xem cửa phai trước.'],
    ],
    progress: [
      'Đang thông bằng vòi áp lực.',
      'Đã gom được 12 bao rác ở miệng cống.',
      [/phai|triều/, 'Đã mở cửa phai một nửa, theo dõi mực nước hạ lưu.'],
    ],
    resolved: [
      'Cống thông, nước chảy bình thường.',
      'Nạo vét xong, bùn đã chở đi trong đêm.',
      [/tấm đan|nắp|gãy|sập/, 'Thay tấm đan mới, đã lấp khe.'],
      [/dầu mỡ|xả mỡ|nước cá/, 'Đã hút mỡ, yêu cầu cơ sở lắp bể tách trong 15 ngày.'],
      [/bèo|lục bình/, 'Đã đưa máy vớt về, dòng chảy thông.'],
      [/mùi/, 'Đã lắp nắp ngăn mùi.'],
      [/cát|lá cây/, 'Đã dọn rãnh suốt tuyến.'],
    ],
  },
  road: {
    accepted: [
      'Đã đo, mang theo nhựa nguội.',
      'Nhận, rào tạm trong đêm.',
      [/đào|cáp|thi công|hoàn trả/, 'Chờ đơn vị thi công cùng ra hiện trường.'],
    ],
    progress: [
      'Đã rào và treo đèn cảnh báo, trời tạnh sẽ vá.',
      [/ổ gà|bong|nhựa/, 'Đang cắt vuông mảng hỏng để thảm lại.'],
      [/đào|cáp|hoàn trả/, 'Đã yêu cầu đơn vị đào đường hoàn trả trước thứ Sáu.'],
    ],
    resolved: [
      'Đã sửa, phường và tổ dân phố cùng nghiệm thu.',
      [/ổ gà|ổ voi|hố|bong|mảng nhựa|gồ ghề/, 'Đã vá bằng bê tông nhựa, lu lèn xong.'],
      [/xe lăn/, 'Đã hạ năm bậc vỉa hè thành lối dốc, mời bác đi thử.'],
      [/vỉa hè|gạch|bó vỉa/, 'Đã lát lại 6 m², thay bó vỉa vỡ.'],
      [/vạch|gờ/, 'Đã sơn lại vạch và sửa gờ đúng chiều cao.'],
      [/đá dăm|cát|sỏi|quay đầu/, 'Đã quét sạch mặt đường, nhắc đơn vị chở vật liệu.'],
      [/đào|cáp/, 'Đơn vị thi công đã hoàn trả mặt đường.'],
      [/cầu bản|lan can|cống sập/, 'Đã đổ lại bản bê tông và dựng lan can tạm, hoàn thiện trong tuần.'],
      [/bậc đá/, 'Đã cọ rêu, rắc cát chống trơn các bậc.'],
      [/tàu|ray/, 'Ngành đường sắt đã đặt tấm lót cao su.'],
    ],
  },
  manhole: {
    accepted: ['Nhận ngay, mang nắp dự phòng.', 'Đang gần đó, 10 phút tới.'],
    progress: ['Đã đặt rào và đèn chớp, chờ nắp đúng cỡ.', 'Có người đứng canh tới khi đậy xong.'],
    resolved: [
      'Đã đậy nắp gang mới có khóa.',
      'Thay nắp composite, kiểm tra năm hố liền kề.',
      [/trộm|mất từ/, 'Đã hàn bản lề chống trộm.'],
      [/thấp hơn/, 'Đã nâng cổ hố bằng mặt đường.'],
      [/kêu/, 'Đã chèn đệm cao su, hết kêu.'],
      [/lớp 2/, 'Đã đậy trong đêm, rà thêm bốn ngõ và đến thăm cháu.'],
    ],
  },
  sign: {
    accepted: ['Nhận, báo cảnh sát giao thông cùng xử lý.', [/đèn/, 'Kiểm tra tủ điều khiển trước.']],
    progress: [
      'Đã dựng tạm vào lề, buộc dây phản quang.',
      [/đèn/, 'Có người điều tiết tại ngã tư trong lúc sửa.'],
    ],
    resolved: [
      'Đã sửa xong, kiểm tra cả hai chiều.',
      [/đèn/, 'Thay bộ nguồn và chỉnh lại chu kỳ, đèn chạy đủ ba pha.'],
      [/cành|dán/, 'Đã tỉa cành, bóc quảng cáo và lau mặt biển.'],
      [/chính tả|hai hướng/, 'Đã thay biển đúng tên, đúng hướng.'],
      [/gương/, 'Đã lắp gương mới.'],
      [/cấm tắm|lắp biển/, 'Đã dựng biển mới, chôn chân bê tông.'],
    ],
  },
  'street-light': {
    accepted: ['Tổ chiếu sáng 3 nhận.', 'Cần xe nâng 14 m.', 'Xem tủ điều khiển trước, có thể nhảy áp.'],
    progress: [
      'Đang thay dây đoạn giữa hai cột.',
      [/chập|tia lửa|hở|nổ/, 'Đã ngắt tuyến để tránh rò điện, sửa khi tạnh mưa.'],
      [/chao|chụp/, 'Đặt mua chao đèn, dự kiến có trong ngày.'],
    ],
    resolved: [
      'Đã thay bóng, tuyến sáng đủ.',
      [/mong chỉnh|bật từ/, 'Đã chỉnh giờ bật theo mùa.'],
      [/tủ điện|tắt/, 'Sửa tủ điều khiển, sáng lại từ 18 giờ 10.'],
      [/dây|nắp cửa/, 'Bọc lại dây, lắp nắp cửa cột.'],
      [/chụp|lồng|chói|che/, 'Đã lắp chụp mới, xoay lại góc chiếu.'],
      [/húc|cột gỗ|ngang đầu/, 'Đã thay cột, treo đèn đúng độ cao.'],
      [/lắp thêm|3 cây số|không có đèn|đê/, 'Đã lắp đèn năng lượng mặt trời cách nhau 60 m, chờ kéo điện.'],
      [/hoa sen/, 'Đã sửa mạch, chữ sáng đủ nét.'],
    ],
  },
  power: {
    accepted: ['Điện lực nhận, cắt điện đoạn này trong 5 phút.', 'Đội xe cẩu xuất phát.'],
    progress: [
      'Đang xử lý, dự kiến có điện sau một giờ.',
      [/cột/, 'Đã cắt điện, đang chống cột tạm.'],
      [/cáp|dây/, 'Đang gom cáp chùng, bó lại theo tuyến.'],
    ],
    resolved: [
      'Đã đo cách điện và đóng điện an toàn.',
      [/cột/, 'Đã dựng cột mới, chuyển dây xong.'],
      [/cáp|bó dây/, 'Các nhà mạng đã thu hồi cáp không dùng, bó gọn phần còn lại.'],
      [/tủ điện/, 'Đã khóa tủ, dán cảnh báo.'],
      [/mái tôn|võng/, 'Đã căng lại dây, đủ khoảng cách an toàn.'],
      [/chập chờn/, 'Đã san tải sang trạm bên, điện áp ổn định buổi tối.'],
      [/băng rôn/, 'Đã tháo băng rôn, nhắc đơn vị treo.'],
    ],
  },
  tree: {
    accepted: ['Nhận, mang hai cưa xích.', 'Cần báo điện lực cắt điện trước khi cưa.'],
    progress: ['Đang cắt khúc, thông được một làn.', 'Đã buộc giữ tạm, sáng ra cưa tiếp.'],
    resolved: [
      'Đã xử lý, không còn nguy hiểm.',
      [/cành|tán|tỉa|che/, 'Cắt cành, bôi keo vết cắt, đã dọn lá.'],
      [/đổ|rơi|ngã ngang/, 'Đã dọn cây, lối đi thông.'],
      [/nghiêng|ngả|mục|dừa/, 'Đã hạ cây và đào gốc, sẽ trồng thay.'],
      [/chết|rụng lá/, 'Đã thay cây mới cùng loại.'],
      [/tổ ong/, 'Đã dời tổ ong lúc trời tối, không ai bị đốt.'],
      [/sâu róm/, 'Đã phun chế phẩm sinh học, rửa lại vỉa hè.'],
      [/rễ/, 'Đã sửa vỉa hè quanh gốc, giữ lại cây.'],
      [/cỏ/, 'Đã cắt cỏ toàn tuyến.'],
      [/đèn nháy/, 'Đã gỡ dây đèn, bôi keo vết lằn.'],
    ],
  },
  garbage: {
    accepted: ['Tổ thu gom ca sáng nhận.', 'Cần xe cuốn ép và bốn người.'],
    progress: [
      'Đã gom phần chắn đường, chở tiếp chuyến sau.',
      [/trộm|xe tải|xe đến/, 'Đang xác minh người đổ trộm qua ảnh.'],
    ],
    resolved: [
      'Đã chở hết, rắc vôi khử mùi.',
      [/trộm|vứt|ném|đổ lốp|xe đến/, 'Thu gom xong, đã làm việc với người đổ và cắm biển cấm.'],
      [/thùng/, 'Đã thay thùng mới.'],
      [/giờ gom|17 giờ|kẻng|điểm hẹn/, 'Đã đổi giờ và điểm gom theo ý dân.'],
      [/kim tiêm|thuốc trừ sâu/, 'Đã thu riêng theo quy trình chất thải nguy hại.'],
      [/cá chết|lợn chết/, 'Đã vớt và chôn lấp có vôi bột.'],
      [/bãi biển|dạt/, 'Hơn 60 người cùng dọn trong buổi sáng, bãi sạch.'],
      [/đốt/, 'Đã dập, nhắc ba hộ và đặt thêm thùng.'],
      [/đồ thờ/, 'Đã xử lý trang nghiêm, cảm ơn người báo.'],
    ],
  },
  pollution: {
    accepted: ['Cử tổ đo nhanh theo khung giờ dân báo.', 'Nhận, hẹn lấy mẫu cùng phường.'],
    progress: [
      'Đo lần một chưa vượt ngưỡng, sẽ đo lại buổi tối.',
      [/nước|kênh|hồ|sông/, 'Đã lấy hai mẫu nước, chờ kết quả ba ngày.'],
    ],
    resolved: [
      'Đã kiểm tra, cơ sở cam kết khắc phục, tổ dân phố giám sát.',
      [/bụi|bê tông/, 'Cơ sở đã che bạt, phun nước giảm bụi theo cam kết.'],
      [/nước kênh|vịt|giết mổ/, 'Kết quả vượt chuẩn, đã lập biên bản và yêu cầu dừng xả.'],
      [/hồ goong/, 'Đã bịt cống xả trái phép, sục khí và vớt váng; cảm ơn bác đã giữ mẫu.'],
      [/đốt|nướng|sơn/, 'Đã nhắc nhở, hộ kinh doanh chuyển vào trong và lắp ống hút.'],
    ],
  },
  pavement: {
    accepted: ['Tổ trật tự đô thị nhận.', 'Kết hợp tuyên truyền trước khi xử phạt.'],
    progress: [
      'Đã nhắc, hẹn kiểm tra lại hai hôm nữa.',
      [/xe tải|container|truck|ô tô/, 'Đang tìm chủ xe qua biển số.'],
    ],
    resolved: [
      'Hộ kinh doanh đã thu vào trong vạch.',
      [/xe tải|container|truck|ô tô đỗ/, 'Đã dời xe, lập biên bản một trường hợp.'],
      [/quảng cáo|vẽ|sơn phun|tường/, 'Đã sơn lại, khóa ba số điện thoại quảng cáo.'],
      [/đám cưới/, 'Gia đình đã chừa lối 3 m theo thỏa thuận.'],
      [/con muốn/, 'Làm đồng loạt cả tuyến, kẻ vạch vàng. Cảm ơn cháu.'],
    ],
  },
  noise: {
    accepted: ['Công an phường nhận, đi kiểm tra ban đêm.'],
    progress: ['Đã tới lúc 23 giờ 10, nơi gây ồn vặn nhỏ; sẽ quay lại đột xuất.'],
    resolved: [
      'Hai bên đã hòa giải tại tổ dân phố, cam kết giữ yên tĩnh sau 22 giờ.',
      [/quán|loa|khách sạn/, 'Cơ sở cam kết dừng trước 22 giờ, đã ký biên bản.'],
      [/cơ khí|công trường/, 'Đã đo, vượt mức cho phép, xử phạt và đổi giờ làm.'],
    ],
  },
  animals: {
    accepted: ['Tổ thú y phường nhận.', 'Cần lồng và gậy bắt chuyên dụng.'],
    progress: ['Đang tìm chủ vật nuôi qua tổ dân phố.'],
    resolved: [
      'Chủ đã đón về, nộp phạt và mua rọ mõm.',
      [/đẻ/, 'Đã bàn giao cả đàn cho nhóm cứu hộ động vật.'],
      [/trăn/, 'Kiểm lâm đã bắt và thả về rừng.'],
      [/trâu/, 'Chủ đã đền cây và cam kết chăn dắt.'],
    ],
  },
  security: {
    accepted: ['Công an phường nhận, đang tới.'],
    progress: ['Đã tăng tuần tra khu vực.'],
    resolved: [
      'Đã ghi nhận lời trình báo, giữ kín người báo.',
      [/theo dõi/, 'Đã làm rõ người bám theo, tăng một ca tuần tra buổi tối.'],
      [/vay|cò mồi/, 'Đã mời những người liên quan về làm việc.'],
    ],
  },
  other: {
    accepted: ['Nhận để chuyển đúng chỗ.'],
    progress: ['Đã chuyển thông tin cho đội cứu hộ.'],
    resolved: ['Đã trả lời người dân.'],
  },
}

export const shared = {
  verified: [
    'Đã xem ảnh, đúng chỗ.',
    'Gọi lại xác nhận, người dân mô tả khớp.',
    'Camera gần nhất thấy rõ.',
    'Trùng với tin báo của tổ dân phố.',
    'Đủ thông tin.',
    '',
  ],
  assigned: ['Quy tắc Chia việc theo phường', 'Trực ban giao', 'Quy tắc Chia việc theo phường'],
  question: [
    'Xin gửi thêm một ảnh chụp từ xa để biết vị trí.',
    'Chỗ này ở số nhà bao nhiêu, gần ngã ba nào ạ?',
    [/mùi|khói|tối|giờ/, 'Tình trạng còn không, khung giờ nào thường xảy ra?'],
    [/cột|đèn/, 'Xin cho biết số ghi trên cột.'],
  ] as Note[],
  answer: [
    'Người phản ánh gửi thêm 2 ảnh.',
    'Dạ ngay cạnh quán bánh mướt, nhà có cổng sắt xanh.',
    'Em vừa gửi lại vị trí trên bản đồ.',
  ],
  returned: [
    'Không thuộc địa bàn quản lý của đơn vị, đề nghị giao lại.',
    'Hạng mục đang trong thời gian bảo hành của nhà thầu, đơn vị không được phép sửa.',
  ],
  rejected: [
    'Ngoài phạm vi tiếp nhận, đã hướng dẫn nơi liên hệ.',
    [/ngô/, 'Tiêu úng đồng ruộng do hợp tác xã phụ trách, đã nhắn số liên hệ.'],
    [/cao hơn/, 'Đã đo: cao độ đúng thiết kế, nước chảy về hố thu phía sau.'],
    [/chặt cây/, 'Là thủ tục cấp phép chặt hạ, mời nộp trên Cổng dịch vụ công.'],
    [/lễ hội/, 'Đã kiểm tra, khu vực dọn xong từ tháng trước.'],
  ] as Note[],
  referred: [
    'Chuyển cơ quan quản lý chuyên ngành, có văn bản kèm theo.',
    [/chủ đầu tư|khu đô thị/, 'Thuộc chủ đầu tư khu đô thị, đã gửi yêu cầu trả lời trong 10 ngày.'],
    [/mặt cầu|cầu vượt/, 'Chuyển đơn vị quản lý quốc lộ kiểm tra kết cấu.'],
    [/nước máy|giếng/, 'Chuyển chương trình nước sạch nông thôn, đã có trong kế hoạch quý tới.'],
    [/nẹt pô|tấm pin/, 'Chuyển Công an tỉnh.'],
    [/khỉ/, 'Chuyển kiểm lâm.'],
    [/di tích/, 'Chuyển đơn vị quản lý di tích, họ sẽ liên hệ mượn tài liệu.'],
  ] as Note[],
  spam: ['Không phải phản ánh.'],
  withdrawn: ['Người phản ánh rút lại.'],
  merged: ['Cùng chỗ, cùng việc.', 'Gộp để người dân theo dõi chung.', 'Trùng, cách nhau dưới 60 m.'],
  thanks: [
    'Cảm ơn anh em.',
    'Đã ổn, cảm ơn.',
    'Nhanh hơn tôi nghĩ.',
    'ok roi nhe',
    'Tạm được, mong bền.',
    '',
    '',
  ],
  reopened: ['Mới hôm trước xong mà nay lại bị y như cũ.', 'Chưa xong hết, còn sót một đoạn.'],
  late: ['Quá hạn, đã báo lãnh đạo phường.', 'Chuyển cấp: quá hạn xử lý.'],
}

/** Those written for such a description, else those that always fit. */
export function fitting(choice: readonly Note[], description: string): string[] {
  const text = description.toLowerCase()
  const special = choice.flatMap((note) => (typeof note !== 'string' && note[0].test(text) ? [note[1]] : []))
  return special.length > 0 ? special : choice.filter((note) => typeof note === 'string')
}
