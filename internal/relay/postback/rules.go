package postback

import (
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
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

const (
	keySize     = 32
	maxNetworks = 50
)

var nameForm = regexp.MustCompile(`^[a-z0-9_.\[\]-]{1,64}$`)

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
	if n := len(changed.SigningKey); n != 0 && n != keySize {
		return Rules{}, fmt.Errorf("the signing key has %d bytes: make one of %d", n, keySize)
	}
	r.key = changed.SigningKey
	switch changed.Amounts {
	case "":
	case relayapi.Major, relayapi.Minor:
		r.minor = changed.Amounts == relayapi.Minor
	default:
		return Rules{}, errors.New("amounts must be major or minor")
	}
	var err error
	if r.own, err = ownNames(changed.Parameters); err != nil {
		return Rules{}, err
	}
	r.networks, err = ParseNetworks(changed.Networks)
	return r, err
}

func ownNames(names map[string]string) (map[affiliate.PostbackField]string, error) {
	own := make(map[affiliate.PostbackField]string, len(names))
	taken := map[string]string{}
	for field, name := range names {
		lower := strings.ToLower(name)
		switch other, twice := taken[lower]; {
		case !slices.Contains(affiliate.PostbackFields(), affiliate.PostbackField(field)):
			return nil, fmt.Errorf("%s is not a field of postbacks", quote(field))
		case !nameForm.MatchString(lower):
			return nil, fmt.Errorf("the parameter name %s for %s can't be used: letters, digits and _ . - [ ] only", quote(name), field)
		case secretNames[lower] || lower == timeName:
			return nil, fmt.Errorf("the parameter name %s is kept for the relay's own use", quote(name))
		case twice:
			return nil, fmt.Errorf("the parameter %s is given for %s and for %s", quote(name), min(field, other), max(field, other))
		}
		own[affiliate.PostbackField(field)], taken[lower] = lower, field
	}
	return own, nil
}

// ParseNetworks reads CIDR ranges; a plain address is a range of one.
func ParseNetworks(texts []string) ([]netip.Prefix, error) {
	if len(texts) > maxNetworks {
		return nil, fmt.Errorf("there are %d networks: %d are allowed", len(texts), maxNetworks)
	}
	networks := make([]netip.Prefix, 0, len(texts))
	for _, text := range texts {
		network, err := netip.ParsePrefix(text)
		if address, plain := netip.ParseAddr(text); plain == nil && address.Zone() == "" {
			network, err = address.Prefix(address.BitLen())
		}
		if err != nil || network != network.Masked() || network.Addr().Is4In6() {
			return nil, fmt.Errorf("%s is not a network: write it like 192.0.2.0/24 or 2001:db8::/32", quote(text))
		}
		networks = append(networks, network)
	}
	return networks, nil
}

// Allows reports whether a caller's address may report conversions.
func (r Rules) Allows(caller string) bool {
	if len(r.networks) == 0 {
		return true
	}
	address, err := netip.ParseAddr(caller)
	if err != nil {
		return false
	}
	address = address.Unmap().WithZone("")
	return slices.ContainsFunc(r.networks, func(n netip.Prefix) bool { return n.Contains(address) })
}

// value is what a call says of a field.
func (r Rules) value(p Params, field affiliate.PostbackField) string {
	if name := r.own[field]; p[name] != "" && name != "" {
		return p[name]
	}
	for _, name := range r.preset.Names[field] {
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
	return r.preset.Names[field][0]
}
