/** Record something, listen to it, name it and send it. */

import { Circle, FileMusic, Square } from "lucide-preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Field } from "../parts/Field";
import { clock } from "../parts/written";
import { locale, t } from "../words";
import "./memo.css";
import { fileNameOf, mayRecord, Recorder } from "./recorder";

interface Props {
  onSend: (file: File, title: string) => void;
  /** Called where the page may not record, to send what another program recorded. */
  onChoose: () => void;
  onClose: () => void;
}

export function Memo(props: Props) {
  return mayRecord() ? <Recording {...props} /> : <NoMicrophone {...props} />;
}

function NoMicrophone({ onChoose, onClose }: Props) {
  const choose = () => {
    onClose();
    onChoose();
  };
  return (
    <Dialog title={t("send.memo")} onClose={onClose}>
      <p>{t("send.plainMemo")}</p>
      <Button kind="main" icon={<FileMusic aria-hidden="true" />} onClick={choose}>
        {t("send.chooseRecording")}
      </Button>
    </Dialog>
  );
}

function Recording({ onSend, onClose }: Props) {
  const recorder = useMemo(() => new Recorder(), []);
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => () => recorder.close(), [recorder]);
  const sound = recorder.sound.value;
  const leave = () => (sound || recorder.isRecording.value ? setLeaving(true) : onClose());
  const send = (title: string) => {
    if (!sound) return;
    onSend(new File([sound], fileNameOf(title, sound.type), { type: sound.type }), title);
    onClose();
  };
  return (
    <Dialog title={t("send.memo")} onClose={leave}>
      <div hidden={isLeaving}>
        {sound ? (
          <Recorded sound={sound} onSend={send} onAgain={() => recorder.start()} />
        ) : (
          <Microphone recorder={recorder} />
        )}
      </div>
      {isLeaving && <Leaving onStay={() => setLeaving(false)} onLeave={onClose} />}
    </Dialog>
  );
}

function Microphone({ recorder }: { recorder: Recorder }) {
  const isRecording = recorder.isRecording.value;
  const problem = recorder.problem.value;
  return (
    <div class="memo">
      {problem && <p role="alert">{t(problem)}</p>}
      <p class="memo-time" role="timer">
        {clock(recorder.seconds.value)}
      </p>
      <div class="memo-level" aria-hidden="true">
        <div style={{ transform: `scaleX(${recorder.level.value})` }} />
      </div>
      <button
        type="button"
        class={isRecording ? "memo-record on" : "memo-record"}
        onClick={() => (isRecording ? recorder.stop() : recorder.start())}
      >
        {isRecording ? <Square aria-hidden="true" /> : <Circle aria-hidden="true" />}
        <span>{t(isRecording ? "send.stop" : "send.record")}</span>
      </button>
    </div>
  );
}

interface RecordedProps {
  sound: Blob;
  onSend: (title: string) => void;
  onAgain: () => void;
}

function Recorded({ sound, onSend, onAgain }: RecordedProps) {
  const [title, setTitle] = useState(() => t("send.memoName", { time: now() }));
  const url = useMemo(() => URL.createObjectURL(sound), [sound]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const submit = (event: Event) => {
    event.preventDefault();
    onSend(title.trim() || t("send.memoName", { time: now() }));
  };
  return (
    <form class="memo" onSubmit={submit}>
      {/* biome-ignore lint/a11y/useMediaCaption: what somebody just recorded has no captions. */}
      <audio controls src={url} aria-label={t("send.recording")} />
      <Field
        label={t("send.name")}
        value={title}
        maxLength={200}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <footer>
        <Button onClick={onAgain}>{t("send.again")}</Button>
        <Button kind="main" type="submit">
          {t("send.send")}
        </Button>
      </footer>
    </form>
  );
}

function Leaving({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <>
      <p role="alert">{t("send.leaving")}</p>
      <footer>
        <Button kind="danger" onClick={onLeave}>
          {t("send.throwAway")}
        </Button>
        <Button kind="main" onClick={onStay}>
          {t("send.stay")}
        </Button>
      </footer>
    </>
  );
}

/** Day and time in few letters, as they are written in the reader's language. */
function now(): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date());
}
