// Where codes come in: a wedge types them and ends with Enter, wherever the focus is; a camera reads them where the browser can.
import { CameraOutlined, EditOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { t } from "../../framework/i18n";

type Detector = { detect: (from: HTMLVideoElement) => Promise<{ rawValue: string }[]> };
declare global {
  interface Window {
    BarcodeDetector?: new () => Detector;
  }
}

const canLook = () => typeof window.BarcodeDetector === "function" && typeof navigator.mediaDevices?.getUserMedia === "function";

/** `take` gets each code once it is whole. */
export function Scanner({ name, take }: { name: string; take: (code: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState(false);
  const [looking, setLooking] = useState(false);
  const [blind, setBlind] = useState(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    // A wedge types wherever the focus is: its letters go here, and are no shortcuts.
    const onKey = (event: KeyboardEvent) => {
      const elsewhere = event.target instanceof HTMLElement && (event.target.closest("input,textarea,select,.ant-modal,.ant-drawer,.ant-select-dropdown") !== null || event.target.isContentEditable);
      if (elsewhere || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === " " || event.key === "?") return;
      field.current?.focus({ preventScroll: true });
      event.stopImmediatePropagation();
    };
    addEventListener("keydown", onKey, true);
    return () => removeEventListener("keydown", onKey, true);
  }, []);
  const enter = (code: string) => {
    if (field.current) field.current.value = "";
    if (code.trim()) take(code.trim());
  };
  return (
    <div className="scanner">
      {looking && <Camera take={take} failed={() => { setLooking(false); setBlind(true); }} />}
      <div className="scan-row">
        <input
          ref={field} className="scan" aria-label={name} placeholder={name} autoComplete="off" autoCapitalize="off" spellCheck={false} enterKeyHint="done"
          // A wedge needs no keys on the glass; whoever types asks for them.
          inputMode={typing ? "text" : "none"}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            enter(event.currentTarget.value);
          }}
        />
        <Button icon={<EditOutlined aria-hidden />} aria-label={t("Type the code")} title={t("Type the code")} aria-pressed={typing} onClick={() => { setTyping(!typing); field.current?.blur(); setTimeout(() => field.current?.focus(), 0); }} />
        {canLook() && !blind && <Button icon={<CameraOutlined aria-hidden />} aria-label={t("Read with the camera")} title={t("Read with the camera")} aria-pressed={looking} onClick={() => setLooking(!looking)} />}
      </div>
      {(blind || !canLook()) && <p className="quiet" style={{ fontSize: 12 }}>{blind ? t("The camera cannot be used. Scan with a hand scanner, or type the code.") : t("This browser reads no codes with its camera. Scan with a hand scanner, or type the code.")}</p>}
    </div>
  );
}

/** The same code in sight is one piece; it counts again when it was away for a moment. */
const AGAIN_MS = 1500;

function Camera({ take, failed }: { take: (code: string) => void; failed: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const now = useRef({ take, failed });
  now.current = { take, failed };
  useEffect(() => {
    let over = false;
    let stream: MediaStream | undefined;
    const look = async () => {
      if (!window.BarcodeDetector) throw new Error("no detector");
      const detector = new window.BarcodeDetector();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (over || !video.current) return stream.getTracks().forEach((track) => track.stop());
      video.current.srcObject = stream;
      await video.current.play();
      const seen = new Map<string, number>();
      while (!over) {
        for (const { rawValue } of video.current ? await detector.detect(video.current) : []) {
          const before = seen.get(rawValue) ?? 0;
          seen.set(rawValue, performance.now());
          if (performance.now() - before > AGAIN_MS || before === 0) now.current.take(rawValue);
        }
        await new Promise((done) => setTimeout(done, 150));
      }
    };
    look().catch(() => !over && now.current.failed());
    return () => {
      over = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return <video ref={video} className="camera" muted playsInline aria-label={t("What the camera sees")} />;
}
