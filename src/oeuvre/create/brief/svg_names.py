"""What may stand in a drawing: the elements and attributes of SVG 1.1 and 2 (W3C) that a still picture needs."""

_ELEMENTS = """
svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath image style
title desc linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix
feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
fePointLight feSpecularLighting feSpotLight feTile feTurbulence
"""
# Elements that draw.
ELEMENTS = frozenset(_ELEMENTS.split())

_LEFT_OUT = """
animate animateMotion animateTransform animateColor set mpath metadata view cursor
"""
# Moves, views and what editors keep for themselves: a still picture is the same without them.
LEFT_OUT = frozenset(_LEFT_OUT.split())

_ATTRIBUTES = """
id class style x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy fr d points width height viewBox preserveAspectRatio
transform version href offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits
patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY
orient filterUnits primitiveUnits pathLength rotate textLength lengthAdjust startOffset method spacing side in
in2 result mode type values tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order
kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha surfaceScale diffuseConstant scale
xChannelSelector yChannelSelector azimuth elevation stdDeviation radius z pointsAtX pointsAtY pointsAtZ
specularConstant specularExponent limitingConeAngle baseFrequency numOctaves seed stitchTiles
alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
color-interpolation-filters color-rendering direction display dominant-baseline fill fill-opacity fill-rule
filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style
font-variant font-weight image-rendering isolation kerning letter-spacing lighting-color marker-end marker-mid
marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color
stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
stroke-opacity stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility
word-spacing writing-mode requiredFeatures systemLanguage
"""
# Attributes that draw.
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
