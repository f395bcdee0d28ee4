package desktop

import "runtime"

// CommandView is something that a person can do from anywhere, or a key of the
// lists. The menu of macOS, the menu bar elsewhere, the command palette and the
// overview of shortcuts are all made of this one list.
type CommandView struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Menu  string `json:"menu"`  // the menu that it stands in; empty for none
	Keys  string `json:"keys"`  // such as "Mod+K": Mod is ⌘ on macOS and Ctrl elsewhere
	To    string `json:"to"`    // the screen that it opens; empty for what the frame does by itself
	Words string `json:"words"` // further words that it is found by
	List  bool   `json:"list"`  // a key of every list, which lists answer themselves
}

// CommandsView are the commands, and how this computer shows them.
type CommandsView struct {
	Mac      bool          `json:"mac"`      // keys are written as on macOS
	Native   bool          `json:"native"`   // the system's own menu has them, and answers their keys
	Menus    []string      `json:"menus"`    // in their order
	Commands []CommandView `json:"commands"` // in the order of their menus
}

// Commands are what can be done by key, menu and palette.
func (w *Workspace) Commands() (CommandsView, error) {
	return CommandsView{Mac: runtime.GOOS == macOS, Native: runtime.GOOS == macOS, Menus: menus(), Commands: commands()}, nil
}

const macOS = "darwin"

// Menus of the menu bar.
const (
	menuFile = "File"
	menuEdit = "Edit"
	menuView = "View"
	menuGo   = "Go"
	menuHelp = "Help"
)

func menus() []string { return []string{menuFile, menuEdit, menuView, menuGo, menuHelp} }

// commands is the registry. The id of one without To names what the frame of
// the screens does (frontend/src/app/use-commands.ts).
func commands() []CommandView {
	return []CommandView{
		{ID: "member.add", Label: "Add member", Menu: menuFile, To: "/members?add=1", Words: "new ambassador creator influencer"},
		{ID: "offer.add", Label: "Add Offer", Menu: menuFile, To: "/offers?add=1", Words: "new link tracking promo code campaign"},
		{ID: "links.generate", Label: "Generate links", Menu: menuFile, To: "/links?generate=1", Words: "new tracking urls"},
		{ID: "payment.make", Label: "Make a payment", Menu: menuFile, To: "/payments?do=pay", Words: "pay payout"},
		{ID: "sync", Label: "Sync now", Menu: menuFile, Keys: "Mod+R", Words: "refresh reload update"},

		{ID: "undo", Label: "Undo what was just done", Menu: menuEdit, Keys: "Mod+Z", Words: "take back revert"},
		{ID: "find", Label: "Search in this list", Menu: menuEdit, Keys: "Mod+F", Words: "find filter"},

		{ID: "palette", Label: "Search or run a command", Menu: menuView, Keys: "Mod+K", Words: "palette open anything"},
		{ID: "appearance", Label: "Switch between light and dark", Menu: menuView, Keys: "Mod+Shift+L", Words: "theme appearance night"},

		{ID: "go.sales-tracking", Label: "Sales Tracking", Menu: menuGo, Keys: "Mod+1", To: "/sales-tracking", Words: "report clicks"},
		{ID: "go.offers", Label: "Offers", Menu: menuGo, Keys: "Mod+2", To: "/offers"},
		{ID: "go.members", Label: "Members", Menu: menuGo, Keys: "Mod+3", To: "/members", Words: "ambassadors"},
		{ID: "go.links", Label: "Links", Menu: menuGo, Keys: "Mod+4", To: "/links"},
		{ID: "go.conversions", Label: "Conversions", Menu: menuGo, Keys: "Mod+5", To: "/conversions", Words: "sales orders"},
		{ID: "go.payments", Label: "Payments", Menu: menuGo, Keys: "Mod+6", To: "/payments", Words: "payouts"},
		{ID: "go.reconciliation", Label: "Reconciliation", Menu: menuGo, Keys: "Mod+7", To: "/reconciliation", Words: "compare cj shop"},
		{ID: "go.books", Label: "Books", Menu: menuGo, Keys: "Mod+8", To: "/books", Words: "ledger accounts"},
		{ID: "go.test-purchase", Label: "Test purchase", Menu: menuGo, Keys: "Mod+9", To: "/test-purchase", Words: "check"},
		{ID: "go.link-health", Label: "Link health", Menu: menuGo, To: "/link-health", Words: "broken links sweep check pages"},
		{ID: "go.settings", Label: "Settings", Menu: menuGo, Keys: "Mod+,", To: "/settings", Words: "preferences relay devices backups"},

		{ID: "setup", Label: "Set-up steps", Menu: menuHelp, To: "/settings?show=setup", Words: "guide checklist onboarding begin"},
		{ID: "shortcuts", Label: "Keyboard shortcuts", Menu: menuHelp, Keys: "?", Words: "help keys"},

		{ID: "list.move", Label: "Go from row to row", Keys: "↑ ↓", List: true},
		{ID: "list.page", Label: "Ten rows up or down", Keys: "PageUp PageDown", List: true},
		{ID: "list.ends", Label: "First or last row", Keys: "Home End", List: true},
		{ID: "list.open", Label: "Open the row", Keys: "Enter", List: true},
		{ID: "list.choose", Label: "Choose the row", Keys: "Space", List: true},
		{ID: "list.range", Label: "Choose several rows", Keys: "Shift+↑ Shift+↓", List: true},
		{ID: "list.all", Label: "Choose all that the filter shows", Keys: "Mod+A", List: true},
		{ID: "list.copy", Label: "Copy the row’s link", Keys: "Mod+C", List: true},
		{ID: "list.clear", Label: "Choose nothing, close the panel", Keys: "Esc", List: true},
	}
}
