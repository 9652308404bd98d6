"""The application: verbs on ports, called by every face; `gongbao.composition` builds their arguments."""
