package postback

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Presets lists the presets that an offer can name.
func Presets() []affiliate.PostbackPreset { return affiliate.PostbackPresets() }

// Rules are how the postbacks of an offer are read, and from whom they are
// taken.
type Rules struct {
	preset   affiliate.PostbackPreset
	own      map[affiliate.PostbackField]string // parameter names that come before the preset's
	minor    bool
	key      []byte // signs calls; empty when they need no signature
	networks []netip.Prefix
}

// NewRules are the preset's rules and what an offer changes of them; nil
// changes nothing. The error says what can't be used.
func NewRules(preset string, changed *relayapi.PostbackRules) (Rules, error) {
	p, ok := affiliate.PostbackPresetNamed(preset)
	if !ok {
		return Rules{}, fmt.Errorf("the preset %s is not known to this relay", quote(preset))
	}
	r := Rules{preset: p, minor: p.Minor}
	if changed == nil {
		return r, nil
	}
	if n := len(changed.SigningKey); n != 0 && n != affiliate.PostbackKeySize {
		return Rules{}, fmt.Errorf("the signing key has %d bytes: make one of %d", n, affiliate.PostbackKeySize)
	}
	r.key = changed.SigningKey
	switch changed.Amounts {
	case "":
	case relayapi.Major, relayapi.Minor:
		r.minor = changed.Amounts == relayapi.Minor
	default:
		return Rules{}, errors.New("amounts must be major or minor")
	}
	names := make(map[affiliate.PostbackField]string, len(changed.Parameters))
	for field, name := range changed.Parameters {
		names[affiliate.PostbackField(field)] = name
	}
	if err := affiliate.CheckPostbackNames(names); err != nil {
		return Rules{}, err
	}
	r.own = make(map[affiliate.PostbackField]string, len(names))
	for field, name := range names {
		r.own[field] = strings.ToLower(name)
	}
	var err error
	r.networks, err = affiliate.ParseNetworks(changed.Networks)
	return r, err
}

// Allows reports whether a caller's address may report conversions.
func (r Rules) Allows(caller string) bool {
	return len(r.networks) == 0 || affiliate.InNetworks(r.networks, caller)
}

// value is what a call says of a field.
func (r Rules) value(p Params, field affiliate.PostbackField) string {
	if name := r.own[field]; p[name] != "" && name != "" {
		return p[name]
	}
	for _, name := range r.preset.Parameters(field) {
		if value := p[name]; value != "" {
			return value
		}
	}
	return ""
}

// name is the parameter that a person is told to send for a field.
func (r Rules) name(field affiliate.PostbackField) string {
	if name := r.own[field]; name != "" {
		return name
	}
	return r.preset.Parameters(field)[0]
}
