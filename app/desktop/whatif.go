package desktop

// WhatIf starts to replay past sales under a proposed rule, and returns at once.
func (r *Rules) WhatIf(form WhatIfForm) (WhatIfView, error) { return WhatIfView{}, errNotBuilt }

// WhatIfState is a replay as it stands.
func (r *Rules) WhatIfState(id string) (WhatIfView, error) { return WhatIfView{}, errNotBuilt }

// CancelWhatIf ends a replay.
func (r *Rules) CancelWhatIf(id string) error { return errNotBuilt }
