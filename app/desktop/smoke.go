package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// smokeScript reports what the window shows and what a bound call answers. It
// waits until the frame has rendered.
const smokeScript = `(() => {
  const report = (o) => window.runtime.EventsEmit("linkledger:smoke", JSON.stringify(o));
  const look = async () => {
    const screen = document.querySelector("main h1");
    if (!screen) { requestAnimationFrame(look); return; }
    try {
      const state = await window.go.desktop.Workspace.State();
      report({ smoke: "ok", title: screen.textContent, profile: state.profile.kind, width: window.innerWidth, elements: document.querySelectorAll("*").length });
    } catch (e) { report({ smoke: "failed", error: String(e) }); }
  };
  look();
})();`

// domReady runs the smoke check when the environment asks for it.
func (w *window) domReady(ctx context.Context) {
	if os.Getenv(envSmoke) == "" {
		return
	}
	runtime.EventsOnce(ctx, "linkledger:smoke", func(data ...any) {
		outcome, err := json.Marshal(map[string]string{"smoke": "failed", "error": "no report"})
		if len(data) == 1 {
			if text, ok := data[0].(string); ok {
				outcome, err = []byte(text), nil
			}
		}
		if err == nil {
			fmt.Println(string(outcome))
		}
		runtime.Quit(ctx)
	})
	runtime.WindowExecJS(ctx, smokeScript)
}
