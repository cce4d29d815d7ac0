export default function StudioHome() {
  return <p>StudioHome</p>
}
