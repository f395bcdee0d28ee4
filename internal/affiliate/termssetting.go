package affiliate

import "encoding/json"

// SettingTermsPrefix begins the key of an advertiser's programme terms; its CID
// follows.
const SettingTermsPrefix = "programme_terms/"

// TermsSetting is what is kept of an advertiser's programme terms: as CJ showed
// them last, and as a person last said to have seen them.
type TermsSetting struct {
	Advertiser string `json:"advertiser"` // its name
	Terms      Terms  `json:"terms"`
	Seen       Terms  `json:"seen"`
	ChangedOn  string `json:"changed_on"` // the day on which a change was read; empty before the first
}

// Changes are what a person has not seen yet, in words.
func (s TermsSetting) Changes() []string { return DiffTerms(s.Seen, s.Terms) }

// UnmarshalJSON sets terms as a whole: what the text leaves out is not known,
// whatever stood there before.
func (t *Terms) UnmarshalJSON(raw []byte) error {
	type plain Terms
	var read plain
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	*t = Terms(read)
	return nil
}
