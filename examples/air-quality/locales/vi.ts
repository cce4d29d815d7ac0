import type { Locale } from '@saola/sdk'

export const vi = {
  'health.none': 'Chưa có số đo nào',
  'health.old': 'Nguồn đo không trả lời; số đo mới nhất cách đây {minutes} phút',
  'health.simulated': 'Nguồn đo không trả lời; số đo đang hiển thị là mô phỏng',
  'gauge.worst': 'Xấu nhất: {name}',
  'gauge.none': 'Chưa có số đo',
  'gauge.noneHint': 'Số đo đầu tiên đến trong vòng một phút sau khi bật phân hệ.',
  'gauge.scale': 'Thang AQI từ 0 đến 500, hiện là {aqi}, mức {level}',
  'stations.count': '{count} trạm',
  'stations.search': 'Tìm theo tên, mã, xã phường',
  'stations.pick': 'Chọn một trạm để xem chi tiết.',
  'stations.close': 'Đóng chi tiết',
  'stations.noMatch': 'Không có trạm nào khớp',
  'stations.simulated': 'Mô phỏng',
  'stations.simulatedHint': 'Chưa có nguồn đo trả lời. Các số đo này do phần mở rộng tạo ra để minh họa.',
} satisfies Locale
