/** Files that can be taken along, under what they have in common. */

import { Download, Share } from "lucide-preact";
import { useMemo } from "preact/hooks";
import type { Client } from "../api/client";
import { Button, IconButton } from "../parts/Button";
import { Progress } from "../parts/Progress";
import { sizeOf } from "../parts/written";
import { t } from "../words";
import { canShare, Handing } from "./handing";
import type { Offer } from "./offers";

interface Props {
  title: string;
  offers: readonly Offer[];
  client: Client;
  jobId: string;
}

export function OfferList({ title, offers, client, jobId }: Props) {
  if (!offers.length) return null;
  return (
    <section class="offers">
      <h2>{title}</h2>
      <ul>
        {offers.map((offer) => (
          <OfferItem key={offer.name.replace(/\.\w+$/, "")} offer={offer} client={client} jobId={jobId} />
        ))}
      </ul>
    </section>
  );
}

interface ItemProps {
  offer: Offer;
  client: Client;
  jobId: string;
}

/** One file. Its name but for the format is the key: what is being made goes on when another one is chosen. */
function OfferItem({ offer, client, jobId }: ItemProps) {
  const handing = useMemo(() => new Handing(client, jobId), [client, jobId]);
  return (
    <li class="offer">
      {handing.isOnItsWay.value ? (
        <OnItsWay offer={offer} handing={handing} />
      ) : (
        <>
          <button type="button" class="offer-file" onClick={() => void handing.download(offer)}>
            <Download size={20} aria-hidden="true" />
            <span>
              <span class="said">{t("saving.save")} </span>
              {offer.label}
            </span>
            {offer.bytes !== undefined && <small>{sizeOf(offer.bytes)}</small>}
          </button>
          {canShare(offer) && (
            <IconButton
              label={t("saving.share", { file: offer.label })}
              onClick={() => void handing.share(offer)}
            >
              <Share size={20} aria-hidden="true" />
            </IconButton>
          )}
        </>
      )}
    </li>
  );
}

function OnItsWay({ offer, handing }: { offer: Offer; handing: Handing }) {
  const text = t("saving.making", { file: offer.label });
  return (
    <>
      <div class="offer-making" role="status">
        <p>{text}</p>
        <Progress label={text} percent={null} />
      </div>
      <Button onClick={() => handing.cancel()}>{t("app.cancel")}</Button>
    </>
  );
}
