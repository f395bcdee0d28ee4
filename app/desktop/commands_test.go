package desktop

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wailsapp/wails/v2/pkg/menu"
)

func TestCommandsAreOneList(t *testing.T) {
	ids, taken := map[string]bool{}, map[string]string{}
	for _, c := range commands() {
		if c.ID == "" || c.Label == "" || ids[c.ID] {
			t.Errorf("command %+v needs an id of its own and a label", c)
		}
		ids[c.ID] = true
		if c.List {
			continue
		}
		if !slices.Contains(menus(), c.Menu) {
			t.Errorf("%s stands in no menu", c.ID)
		}
		if other := taken[c.Keys]; c.Keys != "" && other != "" {
			t.Errorf("%s and %s have the same keys", c.ID, other)
		}
		taken[c.Keys] = c.ID
	}
}

// What has no screen to open is done by the frame: each side has what the other names.
func TestFrameDoesEveryCommand(t *testing.T) {
	text, err := os.ReadFile("../../frontend/src/app/use-commands.ts")
	if err != nil {
		t.Fatal(err)
	}
	var done, named []string
	for _, found := range regexp.MustCompile(`(?m)^    '?([a-z.]+)'?: \(\) =>`).FindAllStringSubmatch(string(text), -1) {
		done = append(done, found[1])
	}
	for _, c := range commands() {
		if c.To == "" && !c.List {
			named = append(named, c.ID)
		}
	}
	slices.Sort(done)
	slices.Sort(named)
	if !slices.Equal(done, named) {
		t.Errorf("the frame does %v, and the list names %v", done, named)
	}
}

// Every command opens a screen that there is.
func TestCommandsOpenScreens(t *testing.T) {
	text, err := os.ReadFile("../../frontend/src/app/routes.tsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		path, _, _ := strings.Cut(c.To, "?")
		if path != "" && !strings.Contains(string(text), "'"+path+"'") {
			t.Errorf("%s opens %s, which is no screen", c.ID, path)
		}
	}
}

func TestNativeMenu(t *testing.T) {
	chosen := ""
	bar, err := nativeMenu(macOS, func(id string) { chosen = id })
	if err != nil {
		t.Fatal(err)
	}
	roles, labels := 0, []string{}
	keysOf := map[string]string{}
	for _, item := range bar.Items {
		labels = append(labels, item.Label)
		if item.Role != 0 {
			roles++
		}
		if item.SubMenu == nil {
			continue
		}
		for _, one := range item.SubMenu.Items {
			if one.Accelerator != nil {
				keysOf[one.Label] = strings.Join([]string{string(one.Accelerator.Modifiers[0]), one.Accelerator.Key}, " ")
			}
			if one.Label == "Offers" {
				one.Click(&menu.CallbackData{MenuItem: one})
			}
		}
	}
	if want := []string{"File", "View", "Go", "Help"}; !slices.Equal(slices.DeleteFunc(labels, func(s string) bool { return !slices.Contains(want, s) }), want) {
		t.Errorf("menus %v", labels)
	}
	if roles != 3 { // application, Edit, Window: without Edit, ⌘C and ⌘V do nothing in a field
		t.Errorf("%d roles", roles)
	}
	if chosen != "go.offers" {
		t.Errorf("choosing Offers ran %q", chosen)
	}
	if keysOf["Sync now"] != "cmdorctrl r" || keysOf["Keyboard shortcuts"] != "" {
		t.Errorf("keys %v", keysOf)
	}
	if bar, err := nativeMenu("windows", nil); bar != nil || err != nil {
		t.Errorf("elsewhere the screens draw the menu bar, not the system: %v %v", bar, err)
	}
}
