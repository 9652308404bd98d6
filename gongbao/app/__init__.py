"""What can be done: verbs on ports, called by every face. `gongbao.composition` builds what they take."""
