// Command linkledger is the desktop application. It only joins the screens to
// the application that serves them: it stands at the root because the Wails
// command builds the package beside wails.json, and it must do nothing before
// desktop.Run, because generating the bindings runs it.
package main

import (
	"fmt"
	"os"
	_ "time/tzdata" // Windows has no time zone database that Go can read

	"linkledger/app/desktop"
	"linkledger/frontend"
)

// version is set by the linker; see build/version.sh.
var version = "0.1.0-dev"

func main() {
	if err := desktop.Run(frontend.FS(), version, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "linkledger:", err)
		os.Exit(1)
	}
}
