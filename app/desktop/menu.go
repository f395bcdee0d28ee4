package desktop

import (
	"strings"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
)

// commandEvent tells the screens that a person chose a command in the system's
// menu; its data is {id}.
const commandEvent = "linkledger:command"

// nativeMenu is the menu that macOS shows at the top of its screen. Its own
// roles bring About, Quit, and the Edit menu by which copy, paste and undo work
// in fields. Elsewhere the screens draw a menu bar of the same commands: Wails
// knows no roles there, and Windows would keep a bar light in the dark.
func nativeMenu(goos string, choose func(id string)) (*menu.Menu, error) {
	if goos != macOS {
		return nil, nil
	}
	bar := menu.NewMenuFromItems(menu.AppMenu())
	for _, name := range menus() {
		if name == menuEdit {
			bar.Append(menu.EditMenu())
			continue
		}
		items, err := menuItems(name, choose)
		if err != nil {
			return nil, err
		}
		bar.Append(menu.SubMenu(name, items))
		if name == menuGo {
			bar.Append(menu.WindowMenu())
		}
	}
	return bar, nil
}

func menuItems(name string, choose func(id string)) (*menu.Menu, error) {
	items := menu.NewMenu()
	for _, c := range commands() {
		if c.Menu != name {
			continue
		}
		key, err := accelerator(c.Keys)
		if err != nil {
			return nil, err
		}
		items.AddText(c.Label, key, func(*menu.CallbackData) { choose(c.ID) })
	}
	return items, nil
}

// accelerator reads keys for the system's menu; none for keys that are not
// pressed together with others, which would be taken away from every field.
func accelerator(text string) (*keys.Accelerator, error) {
	if !strings.Contains(text, "+") {
		return nil, nil
	}
	return keys.Parse(strings.Replace(strings.ToLower(text), "mod", "cmdorctrl", 1))
}
