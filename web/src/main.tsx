/** Starts the page. */

import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { Backline } from "./backline";
import { takeInstallOffer } from "./frame/install";
import { installWorker } from "./installing";
import "./look/tokens.css";
import "./look/base.css";
import { followAddress } from "./route";
import { language } from "./words";

effect(() => {
  document.documentElement.lang = language.value;
});
followAddress();
takeInstallOffer();
installWorker();
const backline = new Backline();
void backline.start();
const page = document.getElementById("page");
if (page) render(<App backline={backline} />, page);
