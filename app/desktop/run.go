package desktop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	goruntime "runtime"
	"strings"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// Settings that the environment can make: for tests, and for computers
// without a keychain.
const (
	envDataDir    = "LINKLEDGER_DATA_DIR"   // where profiles are kept
	envSaveDir    = "LINKLEDGER_SAVE_DIR"   // where exports go without asking
	envOpenFile   = "LINKLEDGER_OPEN_FILE"  // the backup that is chosen without asking
	envOpenTable  = "LINKLEDGER_OPEN_TABLE" // the CSV file that is chosen without asking
	envPassphrase = "LINKLEDGER_PASSPHRASE" // opens secrets where there is no keychain
	envPractice   = "LINKLEDGER_PRACTICE"   // opens practice mode at the first start, without asking
	envE2E        = "LINKLEDGER_E2E"        // lets several run at once
	envSmoke      = "LINKLEDGER_SMOKE"      // checks that the window works, prints the outcome and quits
)

// changedEvent tells the screens to look again; its data is {seq}.
const changedEvent = "linkledger:changed"

// Run opens the window and returns when it is closed. Nothing is read or
// written before the window starts, since generating the bindings runs this.
func Run(assets fs.FS, version string, _ []string) error {
	w := &window{app: &App{}, version: version}
	w.app.bind()
	if _, set := os.LookupEnv("WEBKIT_DISABLE_DMABUF_RENDERER"); !set {
		// Some Linux drivers show a blank window otherwise.
		if err := os.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1"); err != nil {
			return err
		}
	}
	o := &options.App{
		Title: "Linkledger", Width: 1360, Height: 860, MinWidth: 1024, MinHeight: 700,
		BackgroundColour: &options.RGBA{R: 250, G: 250, B: 251, A: 255},
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: secureHeaders},
		OnStartup:        w.startup,
		OnDomReady:       w.domReady,
		OnShutdown:       w.shutdown,
		ErrorFormatter:   func(err error) any { return fail(err).Error() },
		Bind: []any{w.app.Workspace, w.app.Offers, w.app.Members, w.app.Links, w.app.Conversions, w.app.Reports, w.app.Explorer, w.app.SQLBox, w.app.Months, w.app.CJ, w.app.Cash, w.app.Reconciliation, w.app.History,
			w.app.Payments, w.app.Checks, w.app.LinkHealth, w.app.Practice, w.app.Devices, w.app.Conflicts,
			w.app.Rules, w.app.Books, w.app.Backups, w.app.Layouts, w.app.Undo, w.app.Setup, w.app.Quality},
		Windows: &windows.Options{Theme: windows.SystemDefault},
		Mac:     &mac.Options{TitleBar: mac.TitleBarDefault()},
		Linux:   &linux.Options{ProgramName: "linkledger"},
	}
	bar, err := nativeMenu(goruntime.GOOS, func(id string) { runtime.EventsEmit(w.ctx, commandEvent, map[string]string{"id": id}) })
	if err != nil {
		return err
	}
	o.Menu = bar
	if os.Getenv(envE2E) == "" {
		o.SingleInstanceLock = &options.SingleInstanceLock{UniqueId: instanceID(), OnSecondInstanceLaunch: func(options.SecondInstanceData) { w.show() }}
	}
	return wails.Run(o)
}

// instanceID names what may run once: the application on one data folder.
func instanceID() string {
	dir, err := dataDir()
	if err != nil {
		dir = ""
	}
	sum := sha256.Sum256([]byte(dir))
	return "com.linkledger.desktop." + hex.EncodeToString(sum[:6])
}

// window is the application in its window.
type window struct {
	app     *App
	version string
	ctx     context.Context
	notices notices
}

func (w *window) startup(ctx context.Context) {
	w.ctx = ctx
	dir, err := dataDir()
	if err != nil {
		w.giveUp(err)
		return
	}
	err = w.app.open(ctx, Options{
		Dir: dir, Version: w.version, Ask: os.Getenv(envPractice) == "", Passphrase: os.Getenv(envPassphrase),
		Log:      slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Changed:  func(seq int) { runtime.EventsEmit(ctx, changedEvent, map[string]int{"seq": seq}) },
		SaveFile: w.saveFile, OpenFile: w.openFile, OpenTable: w.openTable,
		OpenURL: func(url string) { runtime.BrowserOpenURL(ctx, url) },
		Print:   func() { runtime.WindowPrint(ctx) },
		Notify:  func(title, text string) { go w.notices.show(ctx, title, text) }, // macOS may ask a person first
	})
	if err != nil {
		w.giveUp(err)
	}
}

// giveUp says why the application can't start, in a window of the system's.
func (w *window) giveUp(err error) {
	fmt.Fprintln(os.Stderr, "linkledger:", err)
	_, _ = runtime.MessageDialog(w.ctx, runtime.MessageDialogOptions{Type: runtime.ErrorDialog, Title: "Linkledger can't start", Message: err.Error()})
	runtime.Quit(w.ctx)
}

func (w *window) shutdown(ctx context.Context) {
	w.notices.end(ctx)
	if err := w.app.Close(); err != nil {
		fmt.Fprintln(os.Stderr, "linkledger: closing:", err)
	}
}

func (w *window) show() {
	runtime.WindowUnminimise(w.ctx)
	runtime.Show(w.ctx)
}

// saveFile asks where to save a file; tests name a folder instead.
func (w *window) saveFile(suggested string) (string, error) {
	if dir := os.Getenv(envSaveDir); dir != "" {
		return filepath.Join(dir, suggested), nil
	}
	kind := strings.TrimPrefix(filepath.Ext(suggested), ".")
	return runtime.SaveFileDialog(w.ctx, runtime.SaveDialogOptions{Title: "Save the file", DefaultFilename: suggested,
		Filters: []runtime.FileFilter{{DisplayName: strings.ToUpper(kind) + " files (*." + kind + ")", Pattern: "*." + kind}}})
}

// openFile asks for a backup; tests name one instead.
func (w *window) openFile() (string, error) {
	if path := os.Getenv(envOpenFile); path != "" {
		return path, nil
	}
	return runtime.OpenFileDialog(w.ctx, runtime.OpenDialogOptions{Title: "Choose a backup",
		Filters: []runtime.FileFilter{{DisplayName: "Backups of Linkledger (*.backup)", Pattern: "*.backup"}}})
}

// openTable asks for a CSV file; tests name one instead.
func (w *window) openTable() (string, error) {
	if path := os.Getenv(envOpenTable); path != "" {
		return path, nil
	}
	return runtime.OpenFileDialog(w.ctx, runtime.OpenDialogOptions{Title: "Choose a CSV file",
		Filters: []runtime.FileFilter{{DisplayName: "CSV files (*.csv, *.txt, *.tsv)", Pattern: "*.csv;*.txt;*.tsv"}, {DisplayName: "All files", Pattern: "*"}}})
}

func dataDir() (string, error) {
	if dir := os.Getenv(envDataDir); dir != "" {
		return dir, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for application data: %w", err)
	}
	return filepath.Join(base, "Linkledger"), nil
}
