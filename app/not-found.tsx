import { HomeFrame } from "@/components/shell/home-frame";
import { MissingScreen } from "@/components/shell/missing-screen";

export default function NotFound() {
  return (
    <HomeFrame>
      <MissingScreen />
    </HomeFrame>
  );
}
